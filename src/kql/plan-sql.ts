import type { Column, Computed, KqlType, Relation, SortKey } from './plan.ts';
import { list, name, type Sql, sql } from './sql.ts';

/** A plan as one statement of DuckDB's SQL, whose columns are named by their ids. */
export function planSql(relation: Relation): Sql {
  switch (relation.kind) {
    case 'scan':
      return sql`SELECT ${list(relation.columns.map((column, at) => scanned(column, relation.source[at] ?? column.name)))} FROM ${name(relation.table)}`;
    case 'values':
      return valuesSql(relation.columns, relation.rows);
    case 'custom':
      return relation.sql(relation.inputs.map(planSql));
    case 'filter':
      return sql`SELECT * FROM (${planSql(relation.input)}) WHERE ${relation.predicate}`;
    case 'project':
      return sql`SELECT ${list(relation.columns.map(computed))} FROM (${planSql(relation.input)})`;
    case 'aggregate':
      return aggregateSql(relation);
    case 'sort':
      return sql`SELECT * FROM (${planSql(relation.input)}) ORDER BY ${list(relation.keys.map(sortKey))}`;
    case 'limit':
      return sql`SELECT * FROM (${planSql(relation.input)}) LIMIT ${relation.count}`;
    case 'distinct':
      return sql`SELECT DISTINCT * FROM (${planSql(relation.input)})`;
    case 'union':
      return unionSql(relation.inputs, relation.columns);
  }
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
  const cast = list(columns.map(({ id, type }) => sql`CAST(${name(id)} AS ${SQL_TYPES[type]}) AS ${name(id)}`));
  const names = list(columns.map(({ id }) => name(id)));
  if (rows.length === 0)
    return sql`SELECT ${list(columns.map(({ id, type }) => sql`${absent(type)} AS ${name(id)}`))} WHERE false`;
  return sql`SELECT ${cast} FROM (VALUES ${list(rows.map((row) => sql`(${list(row)})`))}) AS v(${names})`;
}

/** Without keys there is one row, also of nothing. */
function aggregateSql({ input, keys, aggregates }: Relation & { kind: 'aggregate' }): Sql {
  const columns = list([...keys, ...aggregates].map(computed));
  const from = sql`SELECT ${columns} FROM (${planSql(input)})`;
  return keys.length === 0 ? from : sql`${from} GROUP BY ${list(keys.map(({ sql: key }) => key))}`;
}

function sortKey({ sql: key, order, nulls }: SortKey): Sql {
  return sql`${key} ${order === 'asc' ? sql`ASC` : sql`DESC`} ${nulls === 'first' ? sql`NULLS FIRST` : sql`NULLS LAST`}`;
}

/** Columns by position: each input has all of them, in their order. */
function unionSql(inputs: readonly Relation[], columns: readonly Column[]): Sql {
  const each = inputs.map((input) => {
    const pairs = columns.map(({ id }, at) => sql`${name(input.columns[at]?.id ?? id)} AS ${name(id)}`);
    return sql`(SELECT ${list(pairs)} FROM (${planSql(input)}))`;
  });
  const [first, ...rest] = each;
  if (first === undefined) throw new Error('a union of nothing');
  return rest.reduce((all, one) => sql`${all} UNION ALL ${one}`, first);
}
