import { list, type Sql } from '../sql.ts';
import type { Call, FunctionRow } from './row.ts';

/** SQL of a function by the number of its arguments; another number is not supported. */

export function one(make: (a: Sql, call: Call) => Sql | undefined): FunctionRow['sql'] {
  return ([a, ...rest], call) => (a === undefined || rest.length > 0 ? undefined : make(a, call));
}

export function twoOf(make: (a: Sql, b: Sql, call: Call) => Sql | undefined): FunctionRow['sql'] {
  return ([a, b, ...rest], call) =>
    a === undefined || b === undefined || rest.length > 0 ? undefined : make(a, b, call);
}

export function three(make: (a: Sql, b: Sql, c: Sql, call: Call) => Sql | undefined): FunctionRow['sql'] {
  return ([a, b, c, ...rest], call) =>
    a === undefined || b === undefined || c === undefined || rest.length > 0 ? undefined : make(a, b, c, call);
}

export function none(make: (call: Call) => Sql): FunctionRow['sql'] {
  return (args, call) => (args.length > 0 ? undefined : make(call));
}

/** Any number of arguments, at least one, with commas between. */
export function variadic(make: (all: Sql, call: Call) => Sql): FunctionRow['sql'] {
  return (args, call) => (args.length === 0 ? undefined : make(list(args), call));
}
