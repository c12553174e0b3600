import { CASTS } from '../functions/casts.ts';
import type { KqlType, Typed } from '../plan.ts';
import { absent, SQL_TYPES } from '../plan-sql.ts';
import type { Sql } from '../sql.ts';
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

/** A value as another type, as KQL converts where it expects one; the absent one where there is no conversion. */
export function convert(value: Typed, to: KqlType): Sql {
  if (value.type === to) return value.sql;
  return CASTS[`${value.type} to ${to}`]?.(value.sql) ?? absent(to);
}
