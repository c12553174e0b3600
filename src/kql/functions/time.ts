import { number, type Sql, sql } from '../sql.ts';
import { kindOf, type Node, part, parts, textOf } from '../syntax.ts';
import { dateOf } from '../values/datetime.ts';
import { native } from './native.ts';
import type { Call, FunctionRow, FunctionTable } from './row.ts';
import { one, three, twoOf } from './shapes.ts';

const nativeDatetime = native('make_datetime', {
  takes: ['long', 'long', 'long'],
  optional: ['long', 'long', 'real'],
  gives: 'datetime',
  run: (year, month, day, hour = 0n, minute = 0n, second = 0) => {
    const date = dateOf(Number(year), Number(month), Number(day));
    const isClock = hour >= 0n && hour < 24n && minute >= 0n && minute < 60n && second >= 0 && second < 60;
    if (date === undefined || !isClock) return null;
    return date + (hour * 60n + minute) * 60_000_000n + BigInt(Math.floor(second * 1e6 + 1e-3));
  },
});

/** Functions that make times and look at their parts. */
export const time: FunctionTable = {
  now: {
    takes: ['timespan'],
    gives: 'datetime',
    sql: ([offset, ...rest], { context }) => {
      if (rest.length > 0) return undefined;
      return offset === undefined ? instant(context.now) : plus(instant(context.now), offset);
    },
  },
  ago: {
    takes: ['timespan'],
    gives: 'datetime',
    sql: one((a, { context }) => plus(instant(context.now), sql`-(${a})`)),
  },
  around: {
    takes: ['any'],
    gives: 'bool',
    sql: three((value, center, delta, { args }) =>
      args[0]?.type === 'datetime'
        ? sql`(${value} BETWEEN ${plus(center, sql`-(${delta})`)} AND ${plus(center, delta)})`
        : sql`(${value} BETWEEN ${center} - ${delta} AND ${center} + ${delta})`,
    ),
  },
  startofday: startOf(
    (a) => sql`date_trunc('day', ${a})`,
    (n) => sql`to_days(${n})`,
  ),
  startofweek: startOf(
    (a) => sql`kql_week(${a})`,
    (n) => sql`to_days(7 * ${n})`,
  ),
  startofmonth: startOf(
    (a) => sql`date_trunc('month', ${a})`,
    (n) => sql`to_months(${n})`,
  ),
  startofyear: startOf(
    (a) => sql`date_trunc('year', ${a})`,
    (n) => sql`to_years(${n})`,
  ),
  endofday: endOf(
    (a) => sql`date_trunc('day', ${a})`,
    (n) => sql`to_days(${n})`,
  ),
  endofweek: endOf(
    (a) => sql`kql_week(${a})`,
    (n) => sql`to_days(7 * (${n}))`,
  ),
  endofmonth: endOf(
    (a) => sql`date_trunc('month', ${a})`,
    (n) => sql`to_months(${n})`,
  ),
  endofyear: endOf(
    (a) => sql`date_trunc('year', ${a})`,
    (n) => sql`to_years(${n})`,
  ),
  dayofweek: {
    takes: ['datetime'],
    gives: 'timespan',
    sql: one((a) => sql`(CAST(dayofweek(${a}) AS BIGINT) * 864000000000)`),
  },
  dayofmonth: field((a) => sql`day(${a})`),
  dayofyear: field((a) => sql`dayofyear(${a})`),
  hourofday: field((a) => sql`hour(${a})`),
  monthofyear: field((a) => sql`month(${a})`),
  getmonth: field((a) => sql`month(${a})`),
  getyear: field((a) => sql`year(${a})`),
  week_of_year: field((a) => sql`weekofyear(${a})`),
  make_datetime: {
    ...nativeDatetime,
    sql: (args, call) =>
      args.length === 4 || isFinerThanMicroseconds(call.node, 5) ? undefined : nativeDatetime.sql(args, call),
  },
  make_timespan: {
    takes: ['real'],
    gives: 'timespan',
    sql: ([a, b, c, d, ...rest]) => {
      if (a === undefined || b === undefined || rest.length > 0) return undefined;
      return d === undefined || c === undefined ? spanOf(sql`0`, a, b, c ?? sql`0`) : spanOf(a, b, c, d);
    },
  },
  unixtime_seconds_todatetime: unixTime(1_000_000n, 1n),
  unixtime_milliseconds_todatetime: unixTime(1000n, 1n),
  unixtime_microseconds_todatetime: unixTime(1n, 1n),
  unixtime_nanoseconds_todatetime: unixTime(1n, 1000n),
  datetime_local_to_utc: {
    takes: ['datetime', 'string'],
    gives: 'datetime',
    // A time that a clock skipped is taken as if the clock had been put forward before.
    sql: twoOf((a, zone) => sql`kql_local_to_utc(${a}, ${zone})`),
  },
  datetime_utc_to_local: {
    takes: ['datetime', 'string'],
    gives: 'datetime',
    sql: twoOf((a, zone) => sql`kql_utc_to_local(${a}, ${zone})`),
  },
};

/** A time that the query runs at, in milliseconds since 1970. */
function instant(millis: number): Sql {
  return sql`make_timestamp(${number(BigInt(Math.trunc(millis)) * 1000n)})`;
}

function plus(time: Sql, ticks: Sql): Sql {
  return sql`(${time} + to_microseconds((${ticks}) // 10))`;
}

type Make = (a: Sql) => Sql;

/** With the number of periods to go on, if it is given. */
function startOf(start: Make, periods: Make): FunctionRow {
  return {
    takes: ['datetime', 'int'],
    gives: 'datetime',
    sql: ([a, offset, ...rest]) => {
      if (a === undefined || rest.length > 0) return undefined;
      return offset === undefined ? start(a) : sql`(${start(a)} + ${periods(offset)})`;
    },
  };
}

/**
 * The last tick of 100 nanoseconds of a period. Times have microseconds here, so it stands only where a time is compared
 * with it in a way that the last microsecond answers alike.
 */
function endOf(start: Make, periods: Make): FunctionRow {
  return {
    takes: ['datetime', 'int'],
    gives: 'datetime',
    sql: ([a, offset = sql`0`, ...rest], { node }) => {
      if (a === undefined || rest.length > 0 || !isUpperBound(node)) return undefined;
      return sql`(${start(a)} + ${periods(sql`(${offset} + 1)`)} - to_microseconds(1))`;
    },
  };
}

/** `x <= end`, `x > end`, `end >= x`, `end < x`, `x between (… .. end)`, or the start of a period of it. */
function isUpperBound(node: Node): boolean {
  const { Parent: parent } = node as unknown as { readonly Parent: Node | null };
  if (parent === null) return false;
  const kind = kindOf(parent);
  if (kind === 'ParenthesizedExpression') return isUpperBound(parent);
  if (kind === 'LessThanOrEqualExpression' || kind === 'GreaterThanExpression') return part(parent, 'Right') === node;
  if (kind === 'GreaterThanOrEqualExpression' || kind === 'LessThanExpression') return part(parent, 'Left') === node;
  return kind === 'ExpressionCouple' && part(parent, 'Second') === node;
}

function field(make: Make): FunctionRow {
  return {
    takes: ['datetime'],
    sql: one((a, { type }) => (type === 'int' ? sql`CAST(${make(a)} AS INTEGER)` : sql`CAST(${make(a)} AS BIGINT)`)),
  };
}

/** Whether an argument is written with digits below the microsecond, which would be lost. */
function isFinerThanMicroseconds(call: Node, at: number): boolean {
  const argument = parts(part(call, 'ArgumentList'), 'Expressions')[at];
  return argument !== undefined && /\.\d{6}0*[1-9]/.test(textOf(argument));
}

function spanOf(days: Sql, hours: Sql, minutes: Sql, seconds: Sql): Sql {
  const whole = sql`(CAST(${days} AS BIGINT) * 86400 + CAST(${hours} AS BIGINT) * 3600 + CAST(${minutes} AS BIGINT) * 60)`;
  return sql`(${whole} * 10000000 + CAST(round(CAST(${seconds} AS DOUBLE) * 10000000) AS BIGINT))`;
}

/** A number of some unit since 1970. */
function unixTime(times: bigint, by: bigint): FunctionRow {
  return {
    takes: ['any'],
    gives: 'datetime',
    sql: one((a, { args }: Call) => {
      const wide = args[0]?.type === 'real' ? sql`${a}` : sql`CAST(${a} AS HUGEINT)`;
      return sql`kql_from_micros(${wide} * ${number(times)} // ${number(by)})`;
    }),
  };
}
