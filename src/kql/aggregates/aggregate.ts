import type { Call, FunctionRow } from '../functions/row.ts';
import type { KqlType } from '../plan.ts';
import { orderSql } from '../plan-sql.ts';
import { type Sql, sql } from '../sql.ts';

/**
 * SQL of an aggregate over the rows that count: those where `predicate` holds, if there is one, which `filter` is the clause
 * of: ` FILTER (WHERE …)`, or nothing.
 */
export type Aggregate = (args: readonly Sql[], filter: Sql, call: Call, predicate?: Sql) => Sql | undefined;

interface Shape {
  readonly takes: FunctionRow['takes'];
  readonly gives?: KqlType;
  readonly make: Aggregate;
}

/** An aggregate over all rows. A string among the results is empty where there is none. */
export function over({ takes, gives, make }: Shape): FunctionRow {
  return row(takes, gives, (args, call) => make(args, sql``, call));
}

/** The aggregate whose last argument says which rows count. */
export function overIf({ takes, gives, make }: Shape, arity: number): FunctionRow {
  const last = takes.at(-1) ?? 'any';
  const before = Array.from({ length: arity }, (_, at) => takes[at] ?? last);
  return row([...before, 'bool', 'long'], gives, (args, call) => {
    const predicate = args[arity];
    if (predicate === undefined) return undefined;
    return make([...args.slice(0, arity), ...args.slice(arity + 1)], filtered(predicate), call, predicate);
  });
}

function row(takes: FunctionRow['takes'], gives: KqlType | undefined, make: FunctionRow['sql']): FunctionRow {
  return {
    takes,
    ...(gives === undefined ? {} : { gives }),
    sql: (args, call) => {
      const made = make(args, call);
      return made !== undefined && call.type === 'string' ? sql`coalesce(${made}, '')` : made;
    },
  };
}

export function filtered(predicate: Sql): Sql {
  return sql` FILTER (WHERE ${predicate})`;
}

/** The clause of a predicate, if there is one, and of another. */
export function alsoIf(predicate: Sql | undefined, more: Sql): Sql {
  return filtered(predicate === undefined ? more : sql`(${predicate}) AND ${more}`);
}

/** `ORDER BY …` of the rows that are aggregated, where they have an order. */
export function rowOrder({ place }: Call): Sql {
  return orderSql(place.order ?? []);
}
