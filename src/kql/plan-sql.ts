import {
  type Column,
  type Computed,
  inputsOf,
  type KqlType,
  LISTED,
  orderOf,
  type Rank,
  type Relation,
} from './plan.ts';
import { count, joined, list, name, type Sql, sql } from './sql.ts';

/** A plan as one statement of DuckDB's SQL: its columns, named by their ids, and its rows in their order. */
export function planSql(relation: Relation): Sql {
  return sql`${withMaterialized(relation)}SELECT ${columnList(relation.columns)} FROM (${relationSql(relation)})${orderBy(relation)}`;
}

/** A relation as a query of its own within another expression. */
export function nestedSql(relation: Relation): Sql {
  return sql`${withMaterialized(relation)}${relationSql(relation)}`;
}

/** `WITH …` for what is worked out once: what others are made from comes first. */
function withMaterialized(relation: Relation): Sql {
  const found = new Map<string, Sql>();
  collect(relation, found);
  if (found.size === 0) return sql``;
  return sql`WITH ${list([...found].map(([id, rows]) => sql`${name(id)} AS MATERIALIZED (${rows})`))} `;
}

function collect(relation: Relation, found: Map<string, Sql>): void {
  if (relation.kind === 'materialized' && found.has(relation.id)) return;
  for (const input of inputsOf(relation)) collect(input, found);
  if (relation.kind === 'materialized') found.set(relation.id, relationSql(relation.input));
}

/** A relation for another to read from. Beside its columns are those that its order is known by. */
export function relationSql(relation: Relation): Sql {
  switch (relation.kind) {
    case 'scan':
      return sql`SELECT ${list(relation.columns.map((column, at) => scanned(column, relation.source[at] ?? column.name)))} FROM ${name(relation.table)}`;
    case 'values':
      return valuesSql(relation.columns, relation.rows);
    case 'custom':
      return relation.sql(relation.inputs.map(relationSql));
    case 'filter':
      return sql`SELECT * FROM (${relationSql(relation.input)}) WHERE ${relation.predicate}`;
    case 'project':
      return sql`SELECT ${list([...relation.columns.map(computed), ...carried(relation.input)])} FROM (${relationSql(relation.input)})`;
    case 'aggregate':
      return aggregateSql(relation);
    case 'sort':
      return sql`SELECT *, ${list(relation.ranks.map(({ id }, at) => sql`${relation.keys[at]?.sql ?? sql`NULL`} AS ${name(id)}`))} FROM (${relationSql(relation.input)})`;
    case 'number':
      return sql`SELECT *, row_number() OVER (${orderBy(relation.input)}) AS ${name(relation.rank.id)} FROM (${relationSql(relation.input)})`;
    case 'limit':
      return sql`SELECT * FROM (${relationSql(relation.input)})${orderBy(relation.input)} LIMIT ${relation.count}`;
    case 'distinct':
      return sql`SELECT DISTINCT ${columnList(relation.columns)} FROM (${relationSql(relation.input)})`;
    case 'union':
      return unionSql(relation.inputs, relation.columns);
    case 'materialized':
      return sql`SELECT * FROM ${name(relation.id)}`;
  }
}

/** The columns by which the order of a relation is known, handed on. */
export function carried(relation: Relation): readonly Sql[] {
  return orderOf(relation).map(({ id }) => name(id));
}

/** `ORDER BY …`, or nothing where no order is known. */
export function orderBy(relation: Relation): Sql {
  return orderSql(orderOf(relation));
}

export function orderSql(ranks: readonly Rank[]): Sql {
  return ranks.length === 0 ? sql`` : sql` ORDER BY ${joined(ranks.map(ranked), sql`, `)}`;
}

function ranked({ id, order, nulls }: Rank): Sql {
  return sql`${name(id)} ${order === 'asc' ? sql`ASC` : sql`DESC`} ${nulls === 'first' ? sql`NULLS FIRST` : sql`NULLS LAST`}`;
}

/** A table without columns is read by one that nobody asks for. */
export function columnList(columns: readonly Column[]): Sql {
  return columns.length === 0 ? sql`NULL` : list(columns.map(({ id }) => name(id)));
}

/** SQL types by KQL's. Spans of time are counted in ticks of 100 nanoseconds. */
export const SQL_TYPES: Readonly<Record<KqlType, Sql>> = {
  string: sql`VARCHAR`,
  long: sql`BIGINT`,
  int: sql`INTEGER`,
  real: sql`DOUBLE`,
  decimal: sql`DECIMAL(38, 17)`,
  bool: sql`BOOLEAN`,
  datetime: sql`TIMESTAMP`,
  timespan: sql`BIGINT`,
  dynamic: sql`JSON`,
  guid: sql`UUID`,
};

/** The absent value of a type: strings have the empty one. */
export function absent(type: KqlType): Sql {
  return type === 'string' ? sql`''` : sql`NULL::${SQL_TYPES[type]}`;
}

/** A table may have no value where KQL has the empty string. */
function scanned({ id, type }: Column, source: string): Sql {
  const value = name(source);
  return type === 'string' ? sql`coalesce(${value}, '') AS ${name(id)}` : sql`${value} AS ${name(id)}`;
}

function computed({ sql: value, id }: Computed): Sql {
  return sql`${value} AS ${name(id)}`;
}

function valuesSql(columns: readonly Column[], rows: readonly (readonly Sql[])[]): Sql {
  const cast = columns.map(({ id, type }) => sql`CAST(${name(id)} AS ${SQL_TYPES[type]}) AS ${name(id)}`);
  const row = name(LISTED.id);
  const empty = columns.map(({ id, type }) => sql`${absent(type)} AS ${name(id)}`);
  if (rows.length === 0) return sql`SELECT ${list([...empty, sql`0 AS ${row}`])} WHERE false`;
  const numbered = rows.map((values, at) => sql`(${list([...values, count(at)])})`);
  const names = list([...columns.map(({ id }) => name(id)), row]);
  return sql`SELECT ${list([...cast, row])} FROM (VALUES ${list(numbered)}) AS v(${names})`;
}

/** Without keys there is one row, also of nothing. */
function aggregateSql({ input, keys, aggregates }: Relation & { kind: 'aggregate' }): Sql {
  const columns = list([...keys, ...aggregates].map(computed));
  const from = sql`SELECT ${columns} FROM (${relationSql(input)})`;
  return keys.length === 0 ? from : sql`${from} GROUP BY ${list(keys.map((_, at) => count(at + 1)))}`;
}

/** Columns by position: each input has all of them, in their order. */
function unionSql(inputs: readonly Relation[], columns: readonly Column[]): Sql {
  const each = inputs.map((input) => {
    const pairs = columns.map(({ id }, at) => sql`${name(input.columns[at]?.id ?? id)} AS ${name(id)}`);
    return sql`(SELECT ${list(pairs)} FROM (${relationSql(input)}))`;
  });
  return joined(each, sql` UNION ALL `);
}
