import type { Sql } from '../sql.ts';
import type { Call, FunctionRow } from './row.ts';

/** SQL of an operator between two values; undefined where it is not supported between values of their types. */
export type Two = (a: Sql, b: Sql, call: Call) => Sql | undefined;

export function two(make: Two): FunctionRow['sql'] {
  return ([a, b], call) => (a === undefined || b === undefined ? undefined : make(a, b, call));
}

export function logic(make: Two): FunctionRow {
  return { takes: ['bool'], gives: 'bool', sql: two(make) };
}
