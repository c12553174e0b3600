import { report } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source-text.ts';
import type { BinaryOperator, Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, long, TRUE, text } from '../../kql/build.ts';
import type { PatternPart, StringPattern } from '../../sigma/ir.ts';
import { asString, isAbsent, type Lowering, type Question } from './context.ts';
import { regexOfPattern } from './pattern-regex.ts';

/** A string with wildcards, which must match the whole value. */
export function lowerString(pattern: StringPattern, cased: boolean, question: Question): Scalar {
  warnOfCase(pattern, cased, question.span, question.lowering);
  const { place } = question;
  if (pattern.length === 0) return isAbsent(place);
  if (pattern.length === 1 && pattern[0]?.kind === 'many') return TRUE;
  const value = asString(place);
  const shape = pattern.map(({ kind }) => kind).join(' ');
  const operator = SIMPLE[shape];
  if (operator !== undefined) return binary(value, operator[cased ? 'cased' : 'folded'], text(onlyLiteral(pattern)));
  if (shape === 'literal many literal') return bothEnds(value, pattern, cased);
  return binary(value, 'matches regex', text(regexOfPattern(pattern, cased)));
}

/** Operators by the shape of the pattern. */
const SIMPLE: Readonly<Record<string, { readonly folded: BinaryOperator; readonly cased: BinaryOperator }>> = {
  literal: { folded: '=~', cased: '==' },
  'literal many': { folded: 'startswith', cased: 'startswith_cs' },
  'many literal': { folded: 'endswith', cased: 'endswith_cs' },
  'many literal many': { folded: 'contains', cased: 'contains_cs' },
};

function onlyLiteral(pattern: StringPattern): string {
  return literalsOf(pattern)[0] ?? '';
}

function literalsOf(pattern: StringPattern): string[] {
  return pattern.flatMap((part) => (part.kind === 'literal' ? [part.text] : []));
}

/** `a*b`: both ends, which must not overlap. */
function bothEnds(value: Scalar, pattern: StringPattern, cased: boolean): Scalar {
  const [head = '', tail = ''] = literalsOf(pattern);
  const length = Array.from(head + tail).length;
  return allOf([
    binary(value, cased ? 'startswith_cs' : 'startswith', text(head)),
    binary(value, cased ? 'endswith_cs' : 'endswith', text(tail)),
    binary(call('strlen', value), '>=', long(length)),
  ]);
}

/** How Kusto folds letter case beyond ASCII is not published. */
export function warnOfCase(pattern: StringPattern, cased: boolean, span: Span, lowering: Lowering): void {
  if (cased || !pattern.some(hasCaseBeyondAscii)) return;
  lowering.diagnostics.push(report('kql-case-beyond-ascii', span, {}));
}

function hasCaseBeyondAscii(part: PatternPart): boolean {
  return (
    part.kind === 'literal' && /[^\0-\x7f]/.test(part.text) && /(?=[^\0-\x7f])[\p{Lu}\p{Ll}\p{Lt}]/u.test(part.text)
  );
}
