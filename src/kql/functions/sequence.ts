import { sql } from '../sql.ts';
import { datetimeText } from '../values/datetime.ts';
import { arrayOf } from '../values/json.ts';
import { native } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';

/** Elements of a `range`, at most, as in KQL. */
const MOST = 1_048_576;

const whole = native('range_long', {
  takes: ['long', 'long'],
  optional: ['long'],
  gives: 'dynamic',
  run: (start, stop, step = 1n) => {
    const values = steps(stop, step, (at) => start + step * BigInt(at));
    return values === undefined ? null : arrayOf(values.map(String));
  },
});

const real = native('range_real', {
  takes: ['real', 'real'],
  optional: ['real'],
  gives: 'dynamic',
  run: (start, stop, step = 1) => {
    if (![start, stop, step].every((each) => Math.abs(each) <= Number.MAX_SAFE_INTEGER)) return null;
    const values = steps(stop, step, (at) => start + step * at);
    return values === undefined ? null : arrayOf(values.map(String));
  },
});

const times = native('range_datetime', {
  takes: ['datetime', 'datetime', 'timespan'],
  gives: 'dynamic',
  run: (start, stop, step) => {
    const values = steps(stop, step / 10n, (at) => start + (step / 10n) * BigInt(at));
    return values === undefined ? null : arrayOf(values.map((each) => JSON.stringify(datetimeText(each))));
  },
});

/** From a start to a stop, which may be among them. */
function steps<T extends bigint | number>(stop: T, step: T, value: (at: number) => T): T[] | undefined {
  if (step === 0 || step === 0n || Number.isNaN(Number(step))) return undefined;
  const values: T[] = [];
  for (let at = 0; at < MOST; at += 1) {
    const next = value(at);
    if (step > 0 ? next > stop : next < stop) break;
    values.push(next);
  }
  return values;
}

/** Lists that are counted up or down. */
export const sequences: FunctionTable = {
  range: {
    takes: ['any'],
    gives: 'dynamic',
    natives: [...whole.natives, ...real.natives, ...times.natives],
    sql: (sqls, call) => {
      const types = call.args.map(({ type }) => type);
      const isWhole = types.every((type) => type === 'long' || type === 'int');
      if (isWhole) return whole.sql(sqls, call);
      if (types.every((type) => type === 'real' || type === 'long' || type === 'int'))
        return real.sql(
          sqls.map((each) => sql`CAST(${each} AS DOUBLE)`),
          call,
        );
      return types.join(' ') === 'datetime datetime timespan' ? times.sql(sqls, call) : undefined;
    },
  } as FunctionRow,
};
