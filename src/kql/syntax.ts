import { languageService } from './analyse/language-service.ts';

/**
 * A node of the official syntax tree. Its parts have the names of Microsoft's classes (`FilterOperator.Condition`), and
 * are read by `part` and `parts`; so a new operator needs no new declaration.
 */
export interface Node {
  readonly Kind: number;
  readonly TextStart: number;
  readonly Width: number;
  readonly ChildCount: number;
  GetChild(at: number): Node | null;
  ToString(trivia: number): string;
}

let kinds: ReadonlyMap<number, string> | undefined;

/** The name of a node's kind: `FilterOperator`, `AndExpression`, `StringLiteralExpression`. */
export function kindOf(node: Node): string {
  const { Syntax } = languageService() as unknown as {
    readonly Syntax: { readonly SyntaxKind: Record<string, number> };
  };
  kinds ??= new Map(Object.entries(Syntax.SyntaxKind).map(([kind, value]) => [value, kind]));
  return kinds.get(node.Kind) ?? '';
}

/** A part of a node that is there. */
export function part(node: Node, name: string): Node {
  const found = optional(node, name);
  if (found === undefined) throw new Error(`${kindOf(node)} has no ${name}`);
  return found;
}

/** A part of a node, if it is there. A part that was left out is an empty node. */
export function optional(node: Node, name: string): Node | undefined {
  const found = (node as unknown as Readonly<Record<string, unknown>>)[name];
  return isNode(found) ? found : undefined;
}

/** The members of a list, without what separates them. */
export function parts(node: Node, name: string): readonly Node[] {
  return membersOf((node as unknown as Readonly<Record<string, unknown>>)[name]);
}

function membersOf(list: unknown): readonly Node[] {
  if (!isList(list)) return [];
  return Array.from({ length: list.Count }, (_, at) => {
    const member = list.getItem(at) as { readonly Element$1?: Node; readonly Element?: Node };
    return member.Element$1 ?? member.Element ?? (member as unknown as Node);
  });
}

interface List {
  readonly Count: number;
  getItem(at: number): unknown;
}

function isList(value: unknown): value is List {
  return typeof value === 'object' && value !== null && typeof (value as List).getItem === 'function';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'ChildCount' in value;
}

/** The text of a node as written, without the blanks and comments before it. */
export function textOf(node: Node): string {
  return node.ToString(INTERIOR);
}

/** `IncludeTrivia.Interior`: what stands between the tokens of a node. */
const INTERIOR = 2;

/** The value of a literal, as the language service reads it. */
export function literalOf(node: Node): unknown {
  return (node as unknown as { readonly LiteralValue: unknown }).LiteralValue;
}

/** The body of a user's function as the binder has bound it for a call; undefined if it has none. */
export function calledBody(call: Node): Node | undefined {
  const { GetCalledFunctionBody } = call as unknown as { GetCalledFunctionBody?(): Node | null };
  return GetCalledFunctionBody?.call(call) ?? undefined;
}

/** The value that an expression always has, as the binder knows it; undefined where it depends on the row. */
export function constantValue(node: Node): unknown {
  const value = (node as unknown as { readonly ConstantValue?: unknown }).ConstantValue;
  return value === null ? undefined : value;
}

/** The name that a reference, a declaration or a call gives. */
export function nameOf(node: Node): string {
  const { SimpleName, Name } = node as unknown as { readonly SimpleName?: string; readonly Name?: Node };
  if (typeof SimpleName === 'string') return SimpleName;
  return Name === undefined || Name === null ? textOf(node) : nameOf(Name);
}

/** What the binder has found an expression to be: the name of a scalar type, or the columns of a table. */
export function resultOf(node: Node): { readonly scalar: string } | { readonly columns: readonly Bound[] } {
  const type = (node as unknown as { readonly ResultType?: ResultType | null }).ResultType;
  if (type === undefined || type === null) return { scalar: 'unknown' };
  if (type.Columns === undefined) return { scalar: type.Name };
  return {
    columns: membersOf(type.Columns)
      .map((each) => each as unknown as BoundColumn)
      .map(({ Name, Type }) => ({ name: Name, type: Type.Name })),
  };
}

/** The name that the binder gives to the value of an expression; undefined where it numbers one. */
export function resultName(node: Node): string | undefined {
  const { Binding } = languageService() as unknown as {
    readonly Binding: {
      readonly Binder: { GetExpressionResultName(node: Node, otherwise: string, row: null): string };
    };
  };
  const name = Binding.Binder.GetExpressionResultName(node, '', null);
  return name === '' ? undefined : name;
}

/** The text of a parameter such as `kind=inner` of an operator; undefined where it is left out. */
export function parameterOf(node: Node, name: string): string | undefined {
  const found = parts(node, 'Parameters').find(
    (each) => kindOf(each) === 'NamedParameter' && textOf(part(each, 'Name')) === name,
  );
  return found === undefined ? undefined : nameOf(part(found, 'Expression'));
}

/** A column as the binder names and types it. */
export interface Bound {
  readonly name: string;
  readonly type: string;
}

interface ResultType {
  readonly Name: string;
  readonly Columns?: unknown;
}

interface BoundColumn {
  readonly Name: string;
  readonly Type: { readonly Name: string };
}
