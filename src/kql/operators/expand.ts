import type { Place } from '../lower/context.ts';
import { lowerAs, lowerScalar } from '../lower/recurse.ts';
import { convert, typeNamed } from '../lower/types.ts';
import { type Column, type Computed, type KqlType, orderOf, type Rank, type Relation } from '../plan.ts';
import { absent, carried } from '../plan-sql.ts';
import { list, name, type Sql, sql } from '../sql.ts';
import { type Bound, type Node, optional, parameterOf, part, parts, resultName, textOf } from '../syntax.ts';
import { expressionOf, givenName, kept } from './operator.ts';

/** A list that is taken apart: its elements stand in a column. */
export interface Item {
  readonly column: Column;
  readonly elements: Sql;
  readonly element: (at: Sql) => Sql;
}

/** What `mv-expand` and `mv-apply` have in common. */
export interface Expansion {
  readonly items: readonly Item[];
  /** The column for the place of an element, counted from 0. */
  readonly index?: Column;
  /** How many rows a row gives at most. */
  readonly limit?: Sql;
}

export function expansionOf(node: Node, bound: readonly Bound[], place: Place): Expansion {
  const isArray = (parameterOf(node, 'bagexpansion') ?? parameterOf(node, 'kind')) === 'array';
  const items = parts(node, 'Expressions').map((each) => itemOf(each, isArray, bound, place));
  const index = parameterOf(node, 'with_itemindex');
  const limit = optional(node, 'RowLimitClause');
  return {
    items,
    ...(index === undefined ? {} : { index: place.context.column(index, 'long') }),
    ...(limit === undefined ? {} : { limit: lowerAs(part(limit, 'RowLimit'), 'long', place) }),
  };
}

function itemOf(node: Node, isArray: boolean, bound: readonly Bound[], place: Place): Item {
  const named = part(node, 'Expression');
  const { sql: value, type } = lowerScalar(expressionOf(named), place);
  const called = givenName(named) ?? resultName(named) ?? freeName(bound, place);
  const to = typeOfItem(node);
  if (type !== 'dynamic' && to === undefined) place.context.refuse(node, `the expansion of a value of type ${type}`);
  const wanted = to ?? 'dynamic';
  const list_ = type === 'dynamic' ? value : sql`NULL::JSON`;
  return {
    column: place.context.column(called, wanted),
    elements: isArray ? sql`kql_pairs(${list_})` : sql`kql_elements(${list_})`,
    element: (at) => castOnly(at, wanted),
  };
}

const WHOLE = sql`'BIGINT', 'UBIGINT'`;

/** The kinds of JSON that conform to a type, where not all do. */
const KINDS: Readonly<Partial<Record<KqlType, Sql>>> = {
  long: WHOLE,
  int: WHOLE,
  real: sql`${WHOLE}, 'DOUBLE'`,
  decimal: sql`${WHOLE}, 'DOUBLE'`,
  bool: sql`'BOOLEAN'`,
};

/** The first column of the binder that no column of the row has the name of. */
function freeName(bound: readonly Bound[], { columns }: Place): string {
  return bound.find(({ name }) => !columns.some((column) => column.name === name))?.name ?? '';
}

/** The type behind `to typeof(…)`. */
function typeOfItem(node: Node): KqlType | undefined {
  const clause = optional(node, 'ToTypeOf');
  if (clause === undefined) return undefined;
  const [type] = parts(part(clause, 'TypeOf'), 'Types');
  return type === undefined ? undefined : typeNamed(textOf(type));
}

/** An element is never parsed: one of another type is absent. Times and spans of time stand in lists as texts. */
function castOnly(element: Sql, type: KqlType): Sql {
  if (type === 'dynamic') return element;
  const value = convert({ sql: element, type: 'dynamic' }, type);
  const kinds = KINDS[type];
  if (kinds === undefined) return value;
  return sql`CASE WHEN json_type(${element}) IN (${kinds}) THEN ${value} ELSE ${absent(type)} END`;
}

/**
 * A row for each element. A list without elements gives none, one that is absent a row without an element; several lists
 * are gone through together, and a shorter one has no more elements.
 */
export function expanded(input: Relation, { items, index, limit }: Expansion, place: Place): Relation {
  const { context } = place;
  const at = context.column('', 'long').id;
  const lists = items.map((item) => ({ ...item, id: context.column('', 'dynamic').id }));
  const most = list(lists.map(({ id }) => sql`len(${name(id)})`));
  const rows = limit === undefined ? sql`greatest(${most})` : sql`least(greatest(${most}), ${limit})`;
  const columns: Computed[] = [
    ...input.columns.map((column) => lists.find((each) => each.column.name === column.name) ?? column).map(computed),
    ...lists.filter(({ column }) => !input.columns.some((each) => each.name === column.name)).map(computed),
    ...(index === undefined ? [] : [{ ...index, sql: sql`(${name(at)} - 1)` }]),
  ];
  function computed(from: Column | (Item & { readonly id: string })): Computed {
    if (!('column' in from)) return kept(from);
    return { ...from.column, sql: from.element(sql`${name(from.id)}[${name(at)}]`) };
  }
  const place_: Rank = { id: at, order: 'asc', nulls: 'first' };
  return {
    kind: 'custom',
    name: 'expand',
    inputs: [input],
    columns: columns.map(({ name: called, type, id }) => ({ name: called, type, id })),
    order: [...orderOf(input), place_],
    sql: ([from = sql``]) => {
      const opened = list(lists.map(({ elements, id }) => sql`${elements} AS ${name(id)}`));
      const given = list([...columns.map((each) => sql`${each.sql} AS ${name(each.id)}`), ...carried(input), name(at)]);
      return sql`SELECT ${given} FROM (SELECT *, unnest(range(1, ${rows} + 1)) AS ${name(at)} FROM (SELECT *, ${opened} FROM (${from})))`;
    },
  };
}
