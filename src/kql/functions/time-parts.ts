import { convert } from '../lower/types.ts';
import { literal, type Sql, sql } from '../sql.ts';
import {
  DATETIME_LETTERS,
  formatDatetime,
  formatParts,
  formatTimespan,
  TIMESPAN_LETTERS,
} from '../values/time-format.ts';
import { constantText } from './constant.ts';
import { type NativeRow, native } from './native.ts';
import type { FunctionTable } from './row.ts';
import { three, twoOf } from './shapes.ts';

/** Functions that take the name of a part of a time, or a format, which must be constants. */
export const timeParts: FunctionTable = {
  datetime_add: {
    takes: ['string', 'long', 'datetime'],
    gives: 'datetime',
    sql: ([name, amount, time, ...rest], { node }) => {
      const interval = INTERVALS[constantText(node, 0)?.toLowerCase() ?? ''];
      if (name === undefined || amount === undefined || time === undefined || rest.length > 0) return undefined;
      return interval && sql`(${time} + ${interval(amount)})`;
    },
  },
  datetime_diff: {
    takes: ['string', 'datetime', 'datetime'],
    gives: 'long',
    sql: three((_, a, b, { node }) => {
      const unit = constantText(node, 0)?.toLowerCase() ?? '';
      if (unit === 'week') return sql`(date_diff('day', kql_week(${b}), kql_week(${a})) // 7)`;
      return UNITS.has(unit) ? sql`date_diff(${literal(unit)}, ${b}, ${a})` : undefined;
    }),
  },
  datetime_part: {
    takes: ['string', 'datetime'],
    sql: twoOf((_, time, { node, type }) => {
      const part = PARTS[constantText(node, 0)?.toLowerCase() ?? ''];
      return part && convert({ sql: sql`CAST(${part(time)} AS BIGINT)`, type: 'long' }, type);
    }),
  },
  format_datetime: formatted(
    native('format_datetime', { takes: ['datetime', 'string'], gives: 'string', run: formatDatetime }),
    DATETIME_LETTERS,
  ),
  format_timespan: formatted(
    native('format_timespan', { takes: ['timespan', 'string'], gives: 'string', run: formatTimespan }),
    TIMESPAN_LETTERS,
  ),
};

const INTERVALS: Readonly<Record<string, (amount: Sql) => Sql>> = {
  year: (n) => sql`to_years(CAST(${n} AS INTEGER))`,
  quarter: (n) => sql`to_months(CAST(3 * ${n} AS INTEGER))`,
  month: (n) => sql`to_months(CAST(${n} AS INTEGER))`,
  week: (n) => sql`to_days(CAST(7 * ${n} AS INTEGER))`,
  day: (n) => sql`to_days(CAST(${n} AS INTEGER))`,
  hour: (n) => sql`to_hours(${n})`,
  minute: (n) => sql`to_minutes(${n})`,
  second: (n) => sql`to_seconds(${n})`,
  millisecond: (n) => sql`to_microseconds(1000 * ${n})`,
  microsecond: (n) => sql`to_microseconds(${n})`,
};

/** Of these the database counts the boundaries between two times, as KQL does. */
const UNITS: ReadonlySet<string> = new Set([
  'year',
  'quarter',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
  'microsecond',
]);

const PARTS: Readonly<Record<string, (time: Sql) => Sql>> = {
  year: (t) => sql`year(${t})`,
  quarter: (t) => sql`quarter(${t})`,
  month: (t) => sql`month(${t})`,
  week_of_year: (t) => sql`weekofyear(${t})`,
  weekofyear: (t) => sql`weekofyear(${t})`,
  day: (t) => sql`day(${t})`,
  dayofyear: (t) => sql`dayofyear(${t})`,
  hour: (t) => sql`hour(${t})`,
  minute: (t) => sql`minute(${t})`,
  second: (t) => sql`second(${t})`,
  millisecond: (t) => sql`(millisecond(${t}) % 1000)`,
  microsecond: (t) => sql`(microsecond(${t}) % 1000000)`,
  nanosecond: (t) => sql`(microsecond(${t}) % 1000000 * 1000)`,
};

function formatted(row: NativeRow, letters: RegExp): NativeRow {
  return {
    ...row,
    sql: (args, call) => {
      const format = constantText(call.node, 1);
      const isKnown = format !== undefined && formatParts(format, letters) !== undefined;
      return isKnown ? row.sql(args, call) : undefined;
    },
  };
}
