import type { Place } from '../lower/context.ts';
import { typeNamed } from '../lower/types.ts';
import type { Column, KqlType } from '../plan.ts';
import { kindOf, literalOf, type Node, nameOf, parameterOf, part, parts, textOf } from '../syntax.ts';

export type ParseKind = 'simple' | 'relaxed' | 'regex';

/** A pattern of `parse` as a regular expression, with the columns that its groups fill. */
export interface ParsePattern {
  readonly kind: ParseKind;
  readonly regex: string;
  /** How many groups the expression has. */
  readonly groups: number;
  readonly captures: readonly { readonly column: Column; readonly group: number }[];
}

/** Undefined, with a problem, for a pattern that is not supported. */
export function parsePattern(node: Node, place: Place): ParsePattern | undefined {
  const kind = parameterOf(node, 'kind') ?? 'simple';
  if (kind !== 'simple' && kind !== 'relaxed' && kind !== 'regex')
    return refused(node, `a pattern of kind ${kind}`, place);
  const flags = parameterOf(node, 'flags') ?? '';
  if (!/^[Uims]*$/.test(flags)) return refused(node, `the flags ${flags}`, place);
  const patterns = parts(node, 'Patterns');
  const captures: { column: Column; group: number }[] = [];
  let regex = kind === 'regex' && flags !== '' ? `(?${flags})` : '';
  let groups = 0;
  if (patterns[0] !== undefined && kindOf(patterns[0]) !== 'StarExpression') regex += '^';
  for (const [at, each] of patterns.entries()) {
    const next = patterns[at + 1];
    switch (kindOf(each)) {
      case 'StarExpression':
        regex += kind === 'regex' ? '.*' : next === undefined ? '' : ANY;
        break;
      case 'StringLiteralExpression':
      case 'CompoundStringLiteralExpression': {
        const text = String(literalOf(each));
        regex += kind === 'regex' ? text : escaped(text);
        if (kind === 'regex') groups += groupsOf(text);
        break;
      }
      case 'NameDeclaration':
      case 'NameAndTypeDeclaration': {
        const { name, type } = declared(each);
        const body = bodyOf(type, kind, next);
        if (body === undefined) return refused(each, 'a column of a pattern without text behind it', place);
        groups += 1;
        captures.push({ column: place.context.column(name, type), group: groups });
        regex += `(${body})`;
        break;
      }
      default:
        return refused(each, `${textOf(each)} in a pattern`, place);
    }
  }
  return { kind, regex, groups, captures };
}

const ANY = '[\\s\\S]*?';

function refused(node: Node, what: string, { context }: Place): undefined {
  context.refuse(node, what);
  return undefined;
}

function declared(node: Node): { readonly name: string; readonly type: KqlType } {
  if (kindOf(node) === 'NameDeclaration') return { name: nameOf(node), type: 'string' };
  return { name: nameOf(part(node, 'Name')), type: typeNamed(textOf(part(node, 'Type'))) };
}

/** What a column takes: up to the text behind it, the rest at the end, and of a number its digits where anything may follow. */
function bodyOf(type: KqlType, kind: ParseKind, next: Node | undefined): string | undefined {
  if (kind === 'regex') return NUMBERS[type] ?? '.*';
  if (next === undefined) return '[\\s\\S]*';
  const isText = ['StringLiteralExpression', 'CompoundStringLiteralExpression'].includes(kindOf(next));
  return isText ? ANY : NUMBERS[type];
}

const NUMBERS: Readonly<Partial<Record<KqlType, string>>> = {
  long: '-?[0-9]+',
  int: '-?[0-9]+',
  real: '-?[0-9]+(?:[.][0-9]+)?',
};

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/** Groups that capture in an expression: a bracket that is neither escaped, nor in a class, nor followed by `?:` and the like. */
function groupsOf(regex: string): number {
  const plain = regex.replace(/\\[\s\S]/g, '').replace(/\[\^?\]?[^\]]*\]/g, '');
  return [...plain.matchAll(/\((?!\?)|\(\?P?<(?![=!])/g)].length;
}
