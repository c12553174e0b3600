import type { Place } from '../lower/context.ts';
import { lowerRelation } from '../lower/recurse.ts';
import { type Column, type Computed, orderOf, type Relation } from '../plan.ts';
import { list, name, type Sql, sql } from '../sql.ts';
import { type Node, optional, part } from '../syntax.ts';
import { type Expansion, expanded, expansionOf } from './expand.ts';
import { boundColumns, kept, type TabularOperator } from './operator.ts';

export const mvExpand: TabularOperator = (node, input, place) => {
  const result = expanded(input, expansionOf(node, boundColumns(node), place), place);
  return chosen(result, node);
};

/** The columns in the binder's order. */
function chosen(input: Relation, node: Node): Relation {
  const columns = boundColumns(node).flatMap(({ name: called }) =>
    input.columns.filter((column) => column.name === called).map(kept),
  );
  return { kind: 'project', input, columns };
}

/** Operators over the elements of a list, for each row on its own. */
export const mvApply: TabularOperator = (node, input, place) => {
  const bound = boundColumns(node);
  const expansion = expansionOf(node, bound, place);
  if (expansion.limit !== undefined || optional(node, 'ContextIdClause') !== undefined)
    place.context.refuse(node, 'mv-apply with a limit or an id');
  const row: Relation = rowOf(input, expansion, place);
  const result = lowerRelation(part(part(node, 'Subquery'), 'Expression'), {
    context: place.context,
    scope: place.scope,
    columns: row.columns,
    rows: row,
  });
  const outside = new Set(input.columns.map(({ id }) => id));
  const columns = bound.flatMap(({ name: called }): Computed[] => {
    const made = result.columns.find((column) => column.name === called && !outside.has(column.id));
    const found = made ?? input.columns.find((column) => column.name === called);
    if (found === undefined) return [];
    return [{ ...place.context.column(called, found.type), sql: sideOf(found, made !== undefined) }];
  });
  return lateral('mv-apply', input, result, columns);
};

function sideOf(column: Column, isMade: boolean): Sql {
  return isMade ? sql`s.${name(column.id)}` : sql`l.${name(column.id)}`;
}

/** Rows of one relation for each row of another, which they refer to. */
export function lateral(called: string, input: Relation, each: Relation, columns: readonly Computed[]): Relation {
  const order = [...orderOf(input), ...orderOf(each)];
  const carried = [
    ...orderOf(input).map(({ id }) => sql`l.${name(id)}`),
    ...orderOf(each).map(({ id }) => sql`s.${name(id)}`),
  ];
  const given = list([...columns.map(({ sql: value, id }) => sql`${value} AS ${name(id)}`), ...carried]);
  return {
    kind: 'custom',
    name: called,
    inputs: [input, each],
    columns: columns.map(({ name: column, type, id }) => ({ name: column, type, id })),
    order,
    sql: ([l = sql``, s = sql``]) => sql`SELECT ${given} FROM (${l}) AS l, LATERAL (${s}) AS s`,
  };
}

/** The row outside, as rows of its own for the operators inside: it is named `l` there. */
function rowOf(input: Relation, expansion: Expansion, place: Place): Relation {
  const outer: Relation = {
    kind: 'custom',
    name: 'the row at hand',
    inputs: [],
    columns: input.columns,
    sql: () => sql`SELECT ${list(input.columns.map(({ id }) => sql`l.${name(id)} AS ${name(id)}`))}`,
  };
  return expanded(outer, expansion, place);
}
