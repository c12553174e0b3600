import { list, number, sql } from '../sql.ts';
import type { FunctionTable } from './row.ts';
import { none, one, three, twoOf } from './shapes.ts';

/** Functions over any value. */
export const general: FunctionTable = {
  not: { takes: ['bool'], gives: 'bool', sql: one((a) => sql`(NOT ${a})`) },
  isnull: {
    takes: ['any'],
    gives: 'bool',
    sql: one((a, { args }) => (args[0]?.type === 'string' ? sql`false` : sql`(${a} IS NULL)`)),
  },
  isnotnull: {
    takes: ['any'],
    gives: 'bool',
    sql: one((a, { args }) => (args[0]?.type === 'string' ? sql`true` : sql`(${a} IS NOT NULL)`)),
  },
  iff: { takes: ['bool', 'any'], sql: three((a, b, c) => sql`CASE WHEN ${a} THEN ${b} ELSE ${c} END`) },
  iif: { takes: ['bool', 'any'], sql: three((a, b, c) => sql`CASE WHEN ${a} THEN ${b} ELSE ${c} END`) },
  coalesce: {
    takes: ['any'],
    sql: (args, { type }) =>
      type === 'string'
        ? sql`coalesce(${list(args.map((each) => sql`nullif(${each}, '')`))}, '')`
        : sql`coalesce(${list(args)})`,
  },
  now: {
    takes: ['timespan'],
    gives: 'datetime',
    sql: none(({ context }) => sql`make_timestamp(${microseconds(context.now)})`),
  },
  ago: {
    takes: ['timespan'],
    gives: 'datetime',
    sql: one((a, { context }) => sql`(make_timestamp(${microseconds(context.now)}) - to_microseconds(${a} // 10))`),
  },
  bin: {
    takes: ['any'],
    sql: twoOf((a, b, { args }) =>
      args[0]?.type === 'datetime'
        ? sql`make_timestamp(epoch_us(${a}) - (((epoch_us(${a}) % (${b} // 10)) + (${b} // 10)) % (${b} // 10)))`
        : sql`(${a} - (((${a} % ${b}) + ${b}) % ${b}))`,
    ),
  },
};

function microseconds(millis: number) {
  return number(BigInt(Math.trunc(millis)) * 1000n);
}
