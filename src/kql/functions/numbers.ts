import { type Sql, sql } from '../sql.ts';
import { betaCumulative, betaDensity, betaInverse } from '../values/beta.ts';
import { native } from './native.ts';
import type { Call, FunctionRow, FunctionTable } from './row.ts';
import { none, one, twoOf } from './shapes.ts';

/** A function of one real number. */
function real(make: (a: Sql) => Sql): FunctionRow {
  return { takes: ['real'], gives: 'real', sql: one(make) };
}

/** Null outside of where a function has values; the database would end the query. */
function within(condition: (a: Sql) => Sql, make: (a: Sql) => Sql): FunctionRow {
  return real((a) => sql`CASE WHEN ${condition(a)} THEN ${make(a)} END`);
}

/** A function of angles; an angle that is not finite has none, and the database would end the query. */
function angle(make: (a: Sql) => Sql): FunctionRow {
  return real((a) => sql`CASE WHEN isinf(${a}) THEN 'nan'::DOUBLE ELSE ${make(a)} END`);
}

const positive = (a: Sql) => sql`${a} > 0`;
const notNegative = (a: Sql) => sql`${a} >= 0`;
const atMostOne = (a: Sql) => sql`abs(${a}) <= 1`;

/** Functions over numbers, and the rounding of numbers and spans. */
export const numbers: FunctionTable = {
  abs: { takes: ['any'], sql: one((a) => sql`abs(${a})`) },
  sign: { takes: ['any'], gives: 'real', sql: one((a) => sql`CAST(sign(${a}) AS DOUBLE)`) },
  ceiling: { takes: ['any'], sql: one((a, call) => (isWhole(call) ? a : sql`ceil(${a})`)) },
  round: {
    takes: ['real', 'long'],
    gives: 'real',
    sql: ([a, digits = sql`0`, ...rest]) =>
      a === undefined || rest.length > 0 ? undefined : sql`round(${a}, CAST(${digits} AS INTEGER))`,
  },
  sqrt: within(notNegative, (a) => sql`sqrt(${a})`),
  exp: real((a) => sql`exp(${a})`),
  exp2: real((a) => sql`pow(2::DOUBLE, ${a})`),
  exp10: real((a) => sql`pow(10::DOUBLE, ${a})`),
  log: within(positive, (a) => sql`ln(${a})`),
  log2: within(positive, (a) => sql`log2(${a})`),
  log10: within(positive, (a) => sql`log10(${a})`),
  pow: { takes: ['real'], gives: 'real', sql: twoOf((a, b) => sql`pow(${a}, ${b})`) },
  sin: angle((a) => sql`sin(${a})`),
  cos: angle((a) => sql`cos(${a})`),
  tan: angle((a) => sql`tan(${a})`),
  cot: angle((a) => sql`cot(${a})`),
  asin: within(atMostOne, (a) => sql`asin(${a})`),
  acos: within(atMostOne, (a) => sql`acos(${a})`),
  atan: real((a) => sql`atan(${a})`),
  atan2: { takes: ['real'], gives: 'real', sql: twoOf((a, b) => sql`atan2(${a}, ${b})`) },
  degrees: real((a) => sql`degrees(${a})`),
  radians: real((a) => sql`radians(${a})`),
  pi: { takes: ['any'], gives: 'real', sql: none(() => sql`pi()`) },
  gamma: within(positive, (a) => sql`gamma(${a})`),
  loggamma: within(positive, (a) => sql`lgamma(${a})`),
  beta_pdf: native('beta_pdf', { takes: ['real', 'real', 'real'], gives: 'real', run: betaDensity }),
  beta_cdf: native('beta_cdf', { takes: ['real', 'real', 'real'], gives: 'real', run: betaCumulative }),
  beta_inv: native('beta_inv', { takes: ['real', 'real', 'real'], gives: 'real', run: betaInverse }),
  isnan: { takes: ['real'], gives: 'bool', sql: one((a) => sql`isnan(${a})`) },
  isinf: { takes: ['real'], gives: 'bool', sql: one((a) => sql`isinf(${a})`) },
  isfinite: { takes: ['real'], gives: 'bool', sql: one((a) => sql`isfinite(${a})`) },
  bin: { takes: ['any'], sql: twoOf(bin) },
  floor: { takes: ['any'], sql: twoOf(bin) },
  bin_at: { takes: ['any'], sql: ([a, b, c, ...rest], call) => (rest.length > 0 ? undefined : binAt(a, b, c, call)) },
};

function isWhole({ args }: Call): boolean {
  return args.every(({ type }) => type === 'long' || type === 'int');
}

/** Down to a multiple, for negative values too; times are counted from the year 1. Null if the step is not positive. */
function bin(value: Sql, step: Sql, call: Call): Sql | undefined {
  const [one, other] = call.args.map(({ type }) => type);
  if (one === 'datetime' && other === 'timespan') return sql`kql_from_ticks(kql_bin(kql_ticks(${value}), ${step}))`;
  if ((one === 'timespan' && other === 'timespan') || isWhole(call)) return binWhole(value, step, call);
  return areNumbers(call) ? sql`kql_bin_real(CAST(${value} AS DOUBLE), CAST(${step} AS DOUBLE))` : undefined;
}

function binWhole(value: Sql, step: Sql, { type }: Call): Sql {
  const bigger = sql`kql_bin(CAST(${value} AS BIGINT), CAST(${step} AS BIGINT))`;
  return type === 'int' ? sql`CAST(${bigger} AS INTEGER)` : bigger;
}

function areNumbers({ args }: Call): boolean {
  return args.every(({ type }) => type === 'real' || type === 'long' || type === 'int');
}

/** The same with multiples counted from a fixed point. */
function binAt(value: Sql | undefined, step: Sql | undefined, fixed: Sql | undefined, call: Call): Sql | undefined {
  if (value === undefined || step === undefined || fixed === undefined) return undefined;
  const types = call.args.map(({ type }) => type).join(' ');
  if (types === 'datetime timespan datetime')
    return sql`kql_from_ticks(kql_ticks(${fixed}) + kql_bin(kql_ticks(${value}) - kql_ticks(${fixed}), ${step}))`;
  if (types === 'timespan timespan timespan' || isWhole(call))
    return sql`(${fixed} + ${binWhole(sql`${value} - ${fixed}`, step, call)})`;
  return areNumbers(call) ? sql`(${fixed} + kql_bin_real(${value} - ${fixed}, ${step}))` : undefined;
}
