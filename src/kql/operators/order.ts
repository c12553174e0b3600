import type { Place } from '../lower/context.ts';
import { lowerAs, lowerScalar } from '../lower/recurse.ts';
import type { Rank, Relation, SortKey } from '../plan.ts';
import { type Sql, sql } from '../sql.ts';
import { type Node, optional, part, parts, textOf } from '../syntax.ts';
import type { TabularOperator } from './operator.ts';

export const sort: TabularOperator = (node, input, place) => sorted(input, parts(node, 'Expressions'), place);

export const top: TabularOperator = (node, input, place) =>
  limited(sorted(input, [part(node, 'ByExpression')], place), lowerAs(part(node, 'Expression'), 'long', place));

/** The first rows in the order that they have, or any. */
export const take: TabularOperator = (node, input, place) =>
  limited(input, lowerAs(part(node, 'Expression'), 'long', place));

export function sorted(input: Relation, by: readonly Node[], place: Place): Relation {
  const keys = by.map((each) => sortKey(each, place));
  const ranks = keys.map(({ order, nulls }): Rank => ({ id: place.context.column('', 'long').id, order, nulls }));
  return { kind: 'sort', input, columns: input.columns, keys, ranks };
}

function limited(input: Relation, count: Sql): Relation {
  return { kind: 'limit', input, columns: input.columns, count: sql`greatest(${count}, 0)` };
}

/** Descending unless said; nulls last then, and first where it ascends. */
function sortKey(node: Node, place: Place): SortKey {
  const ordering = optional(node, 'Ordering');
  const expression = ordering === undefined ? node : part(node, 'Expression');
  const text = ordering === undefined ? '' : textOf(ordering);
  const order = /\b(asc|granny-asc)\b/.test(text) ? 'asc' : 'desc';
  const [, said] = /nulls\s+(first|last)/.exec(text) ?? [];
  const nulls = said === 'first' || said === 'last' ? said : order === 'asc' ? 'first' : 'last';
  if (/granny/.test(text)) place.context.refuse(node, 'the order granny');
  const { sql: value, type } = lowerScalar(expression, place);
  if (type === 'dynamic') place.context.refuse(node, 'an order of dynamic values');
  return { sql: value, order, nulls };
}
