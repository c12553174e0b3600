import type { KqlType, Typed } from '../plan.ts';
import { SQL_TYPES } from '../plan-sql.ts';
import { type Sql, sql } from '../sql.ts';
import { type Node, resultOf } from '../syntax.ts';

const TYPES: ReadonlySet<string> = new Set(Object.keys(SQL_TYPES));

/** The type that the binder gives to an expression; what it cannot tell is dynamic. */
export function typeOf(node: Node): KqlType {
  const result = resultOf(node);
  return 'scalar' in result ? typeNamed(result.scalar) : 'dynamic';
}

/** A type by its name in KQL; `dynamic(array)` and the like are dynamic. */
export function typeNamed(name: string): KqlType {
  const alias = ALIASES[name] ?? name;
  return TYPES.has(alias) ? (alias as KqlType) : 'dynamic';
}

const ALIASES: Readonly<Record<string, KqlType>> = {
  double: 'real',
  date: 'datetime',
  time: 'timespan',
  boolean: 'bool',
  uniqueid: 'guid',
};

/** A value as another type, as KQL converts where it expects one. */
export function convert(value: Typed, to: KqlType): Sql {
  if (value.type === to) return value.sql;
  return (CONVERSIONS[`${value.type} to ${to}`] ?? (() => castTo(value, to)))(value.sql);
}

function castTo({ sql: value }: Typed, to: KqlType): Sql {
  const cast = sql`TRY_CAST(${value} AS ${SQL_TYPES[to]})`;
  return to === 'string' ? sql`coalesce(${cast}, '')` : cast;
}

const fromJson =
  (type: Sql) =>
  (value: Sql): Sql =>
    sql`TRY_CAST(${value} ->> '$' AS ${type})`;

const CONVERSIONS: Readonly<Record<string, (value: Sql) => Sql>> = {
  'dynamic to string': (value) => sql`coalesce(${value} ->> '$', '')`,
  'dynamic to long': (value) => sql`TRY_CAST(trunc(TRY_CAST(${value} ->> '$' AS DOUBLE)) AS BIGINT)`,
  'dynamic to int': (value) => sql`TRY_CAST(trunc(TRY_CAST(${value} ->> '$' AS DOUBLE)) AS INTEGER)`,
  'dynamic to real': fromJson(sql`DOUBLE`),
  'dynamic to decimal': fromJson(sql`DECIMAL(38, 17)`),
  'dynamic to bool': fromJson(sql`BOOLEAN`),
  'dynamic to datetime': fromJson(sql`TIMESTAMP`),
  'dynamic to guid': fromJson(sql`UUID`),
  'string to dynamic': (value) => sql`to_json(${value})`,
  'long to dynamic': (value) => sql`to_json(${value})`,
  'int to dynamic': (value) => sql`to_json(${value})`,
  'real to dynamic': (value) => sql`to_json(${value})`,
  'bool to dynamic': (value) => sql`to_json(${value})`,
  'datetime to dynamic': (value) => sql`to_json(strftime(${value}, '%Y-%m-%dT%H:%M:%S.%f') || '0Z')`,
  'long to int': (value) => sql`TRY_CAST(${value} AS INTEGER)`,
  'real to long': (value) => sql`TRY_CAST(trunc(${value}) AS BIGINT)`,
  'real to int': (value) => sql`TRY_CAST(trunc(${value}) AS INTEGER)`,
  'bool to string': (value) => sql`coalesce(CASE ${value} WHEN true THEN 'True' WHEN false THEN 'False' END, '')`,
  'datetime to string': (value) => sql`coalesce(strftime(${value}, '%Y-%m-%dT%H:%M:%S.%f') || '0Z', '')`,
};
