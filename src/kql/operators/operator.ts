import type { Place } from '../lower/context.ts';
import { lowerScalar } from '../lower/recurse.ts';
import { typeNamed } from '../lower/types.ts';
import { Windows } from '../lower/windows.ts';
import type { Column, Computed, Relation } from '../plan.ts';
import { name as quoted } from '../sql.ts';
import { type Bound, kindOf, type Node, nameOf, optional, part, resultOf } from '../syntax.ts';

/** How a tabular operator becomes a plan over its input. `place.columns` are those of the input. */
export type TabularOperator = (node: Node, input: Relation, place: Place) => Relation;

/** The columns that an operator gives, as the binder names and types them. */
export function boundColumns(node: Node): readonly Bound[] {
  const result = resultOf(node);
  return 'columns' in result ? result.columns : [];
}

/** A column handed on as it is. */
export function kept(column: Column): Computed {
  return { ...column, sql: quoted(column.id) };
}

/** New columns with the names and types of the binder. */
export function columnsNamed(bound: readonly Bound[], { context }: Place): readonly Column[] {
  return bound.map(({ name, type }) => context.column(name, typeNamed(type)));
}

/** The place of an operator's expressions where they may ask for other rows, and those rows as it then reads them. */
export function withWindows(input: Relation, place: Place): { readonly inner: Place; readonly rows: () => Relation } {
  const windows = new Windows(input, place.context);
  return { inner: { ...place, windows }, rows: () => windows.below() };
}

/** The columns with others in their place that have their name, and the rest of those behind them. The last of a name counts. */
export function replaced(columns: readonly Column[], added: readonly Computed[]): readonly Computed[] {
  const last = added.filter((each, at) => added.findLastIndex(({ name }) => name === each.name) === at);
  const old = columns.map((column) => last.find(({ name }) => name === column.name) ?? kept(column));
  return [...old, ...last.filter((each) => !columns.some(({ name }) => name === each.name))];
}

/** The expression of `name = expression`, or the expression itself. */
export function expressionOf(node: Node): Node {
  return kindOf(node) === 'SimpleNamedExpression' ? part(node, 'Expression') : node;
}

/** The name that `name = expression` gives; undefined where the binder chooses one. */
export function givenName(node: Node): string | undefined {
  const name = kindOf(node) === 'SimpleNamedExpression' ? optional(node, 'Name') : undefined;
  return name === undefined ? undefined : nameOf(name);
}

/** A new column with the value of an expression. */
export function computed(name: string, node: Node, place: Place): Computed {
  const value = lowerScalar(expressionOf(node), place);
  return { ...place.context.column(name, value.type), sql: value.sql };
}

export { typeNamed };
