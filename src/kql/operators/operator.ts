import type { Place } from '../lower/context.ts';
import { lowerScalar } from '../lower/recurse.ts';
import { typeNamed } from '../lower/types.ts';
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
