import { ticksOf } from '../lower/literal.ts';
import { type Sql, sql } from '../sql.ts';
import { parseDatetime } from '../values/datetime.ts';
import { realText } from '../values/real-text.ts';
import { callNative, type Native, native } from './native.ts';

/** The casts that are written in this language. */
const toDatetime = native('datetime', {
  takes: ['string'],
  gives: 'datetime',
  run: (text) => parseDatetime(text) ?? null,
});
const toTimespan = native('timespan', { takes: ['string'], gives: 'timespan', run: (text) => spanOf(text) });
const fromReal = native('real_text', { takes: ['real'], gives: 'string', run: realText });

export const castNatives: readonly Native[] = [toDatetime, toTimespan, fromReal].flatMap(({ natives }) => natives);

const LONGEST_SPAN = 64;
const MAX_TICKS = 2n ** 63n - 1n;

function spanOf(text: string): bigint | null {
  const ticks = text.length > LONGEST_SPAN ? undefined : ticksOf(text.trim());
  return ticks === undefined || ticks === null || ticks > MAX_TICKS || ticks < -MAX_TICKS ? null : ticks;
}

const by =
  (row: { readonly natives: readonly Native[] }) =>
  (value: Sql): Sql => {
    const [called] = row.natives;
    if (called === undefined) throw new Error('a cast without a native');
    return callNative(called, [value]);
  };

const jsonText = (value: Sql): Sql => sql`kql_json_text(${value})`;
const realOrEmpty = by(fromReal);
const orEmpty = (value: Sql): Sql => sql`coalesce(${value}, '')`;

/** How a value of one type becomes one of another, by `<type> to <type>`. A pair that is not here can't be converted. */
export const CASTS: Readonly<Record<string, (value: Sql) => Sql>> = {
  'string to long': (value) => sql`kql_long(${value})`,
  'string to int': (value) => sql`TRY_CAST(kql_long(${value}) AS INTEGER)`,
  'string to real': (value) => sql`kql_real(${value})`,
  'string to decimal': (value) => sql`kql_decimal(${value})`,
  'string to bool': (value) => sql`kql_bool(${value})`,
  'string to datetime': by(toDatetime),
  'string to timespan': by(toTimespan),
  'string to guid': (value) => sql`kql_guid(${value})`,
  'string to dynamic': (value) => sql`to_json(${value})`,
  'long to string': (value) => sql`coalesce(CAST(${value} AS VARCHAR), '')`,
  'long to int': (value) => sql`TRY_CAST(${value} AS INTEGER)`,
  'long to real': (value) => sql`CAST(${value} AS DOUBLE)`,
  'long to decimal': (value) => sql`TRY_CAST(${value} AS DECIMAL(38, 17))`,
  'long to bool': (value) => sql`(${value} <> 0)`,
  'long to timespan': (value) => value,
  'long to dynamic': (value) => sql`to_json(${value})`,
  'int to string': (value) => sql`coalesce(CAST(${value} AS VARCHAR), '')`,
  'int to long': (value) => sql`CAST(${value} AS BIGINT)`,
  'int to real': (value) => sql`CAST(${value} AS DOUBLE)`,
  'int to decimal': (value) => sql`CAST(${value} AS DECIMAL(38, 17))`,
  'int to bool': (value) => sql`(${value} <> 0)`,
  'int to dynamic': (value) => sql`to_json(${value})`,
  'real to string': (value) => orEmpty(realOrEmpty(value)),
  'real to long': (value) => sql`TRY_CAST(trunc(${value}) AS BIGINT)`,
  'real to int': (value) => sql`TRY_CAST(trunc(${value}) AS INTEGER)`,
  'real to decimal': (value) => sql`TRY_CAST(${value} AS DECIMAL(38, 17))`,
  'real to bool': (value) => sql`(${value} <> 0)`,
  'real to dynamic': (value) =>
    sql`CASE WHEN isfinite(${value}) THEN to_json(${value}) ELSE to_json(${realOrEmpty(value)}) END`,
  'decimal to string': (value) => sql`coalesce(kql_decimal_text(${value}), '')`,
  'decimal to long': (value) => sql`TRY_CAST(trunc(${value}) AS BIGINT)`,
  'decimal to int': (value) => sql`TRY_CAST(trunc(${value}) AS INTEGER)`,
  'decimal to real': (value) => sql`CAST(${value} AS DOUBLE)`,
  'decimal to bool': (value) => sql`(${value} <> 0)`,
  'decimal to dynamic': (value) => sql`to_json(kql_decimal_text(${value}))`,
  'bool to string': (value) => sql`CASE ${value} WHEN true THEN 'True' WHEN false THEN 'False' ELSE '' END`,
  'bool to long': (value) => sql`CAST(${value} AS BIGINT)`,
  'bool to int': (value) => sql`CAST(${value} AS INTEGER)`,
  'bool to real': (value) => sql`CAST(CAST(${value} AS INTEGER) AS DOUBLE)`,
  'bool to dynamic': (value) => sql`to_json(${value})`,
  'datetime to string': (value) => sql`coalesce(kql_datetime_text(${value}), '')`,
  'datetime to long': (value) => sql`kql_ticks(${value})`,
  'datetime to dynamic': (value) => sql`to_json(kql_datetime_text(${value}))`,
  'timespan to string': (value) => sql`coalesce(kql_timespan_text(${value}), '')`,
  'timespan to long': (value) => value,
  'timespan to dynamic': (value) => sql`to_json(kql_timespan_text(${value}))`,
  'guid to string': (value) => sql`coalesce(CAST(${value} AS VARCHAR), '')`,
  'guid to dynamic': (value) => sql`to_json(CAST(${value} AS VARCHAR))`,
  'dynamic to string': (value) => orEmpty(jsonText(value)),
  'dynamic to long': (value) => sql`kql_json_long(${value})`,
  'dynamic to int': (value) => sql`TRY_CAST(kql_json_long(${value}) AS INTEGER)`,
  'dynamic to real': (value) => sql`kql_json_real(${value})`,
  'dynamic to decimal': (value) => sql`kql_decimal(${jsonText(value)})`,
  'dynamic to bool': (value) => sql`kql_json_bool(${value})`,
  'dynamic to datetime': (value) => by(toDatetime)(jsonText(value)),
  'dynamic to timespan': (value) => by(toTimespan)(jsonText(value)),
  'dynamic to guid': (value) => sql`kql_guid(${jsonText(value)})`,
};
