import { callNative } from '../functions/native.ts';
import type { Call, FunctionTable } from '../functions/row.ts';
import { convert } from '../lower/types.ts';
import { type Sql, sql } from '../sql.ts';
import { alsoIf, over, overIf, rowOrder } from './aggregate.ts';
import { mergeNatives } from './merge.ts';

/**
 * A list of the values that are not null, of so many at most, in the order that the rows have. In a set each is once, and
 * elements of lists are as other values.
 */
function list(isSet: boolean) {
  return {
    takes: ['any', 'long'],
    gives: 'dynamic',
    make: ([a, limit, ...rest]: readonly Sql[], _: Sql, call: Call, predicate?: Sql) => {
      const type = call.args[0]?.type;
      if (a === undefined || type === undefined || rest.length > 0) return undefined;
      const value = sql`CASE WHEN ${a} IS NOT NULL THEN ${convert({ sql: a, type }, 'dynamic')} END`;
      const each = sql`list(DISTINCT ${value})${notNull(a, predicate)}`;
      const set = type === 'dynamic' ? sql`kql_flat(list(${value})${notNull(a, predicate)})` : each;
      const all = isSet ? set : sql`list(${value}${rowOrder(call)})${notNull(a, predicate)}`;
      const cut = limit === undefined ? all : sql`list_slice(${all}, 1, ${limit})`;
      return sql`coalesce(to_json(${cut}), '[]'::JSON)`;
    },
  } as const;
}

function notNull(value: Sql, predicate: Sql | undefined): Sql {
  return alsoIf(predicate, sql`${value} IS NOT NULL`);
}

/** The properties of bags; of those with one name any. */
const bag = {
  takes: ['dynamic', 'long'],
  gives: 'dynamic',
  make: ([a, limit]: readonly Sql[], _: Sql, call: Call, predicate?: Sql) =>
    a === undefined || limit !== undefined
      ? undefined
      : merged(sql`list(${a}${rowOrder(call)})${alsoIf(predicate, sql`json_type(${a}) = 'OBJECT'`)}`),
} as const;

function merged(bags: Sql): Sql {
  const [native] = mergeNatives;
  if (native === undefined) throw new Error('no native that merges bags');
  return sql`coalesce(${callNative(native, [sql`CAST(to_json(${bags}) AS VARCHAR)`])}, '{}'::JSON)`;
}

/** A value of any row that has one. */
const anyOf = {
  takes: ['any'],
  make: ([a, ...rest]: readonly Sql[], filter: Sql) =>
    a === undefined || rest.length > 0 ? undefined : sql`any_value(${a})${filter}`,
} as const;

export const lists: FunctionTable = {
  make_list: over(list(false)),
  make_list_if: overIf(list(false), 1),
  makelist: over(list(false)),
  make_set: over(list(true)),
  make_set_if: overIf(list(true), 1),
  makeset: over(list(true)),
  make_bag: over(bag),
  make_bag_if: overIf(bag, 1),
  take_anyif: overIf(anyOf, 1),
};
