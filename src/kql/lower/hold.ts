import type { Typed } from '../plan.ts';
import { name as quoted, type Sql, sql } from '../sql.ts';
import type { Context } from './context.ts';

/** Arguments of a call, and how its result is put around those that got a name. */
export interface Held {
  readonly values: readonly Typed[];
  readonly around: (result: Sql) => Sql;
}

/** SQL longer than this is not repeated. */
const SHORT = 40;

/**
 * Gives long arguments a name each, so that a function which uses an argument more than once does not repeat it: calls in
 * calls would grow as a power of their depth. The name is that of a lambda's parameter, over a list of one.
 */
export function hold(values: readonly Typed[], context: Context): Held {
  const names = values.map(({ sql: { text }, type }) =>
    text.length > SHORT && !isLiteral(text) ? quoted(context.column('held', type).id) : undefined,
  );
  return {
    values: values.map((value, at) => ({ ...value, sql: names[at] ?? value.sql })),
    around: (result) =>
      values.reduce((inner, { sql: value }, at) => {
        const name = names[at];
        return name === undefined ? inner : sql`list_transform([${value}], ${name} -> ${inner})[1]`;
      }, result),
  };
}

export function unheld(values: readonly Typed[]): Held {
  return { values, around: (result) => result };
}

/** A text of the query, which is never repeated in a call of its own. */
function isLiteral(text: string): boolean {
  return /^'(?:[^']|'')*'(?:::JSON)?$/.test(text);
}
