import type { Call, FunctionTable } from '../functions/row.ts';
import { SQL_TYPES } from '../plan-sql.ts';
import { type Sql, sql } from '../sql.ts';
import { type Aggregate, over, overIf } from './aggregate.ts';

const MEASURED: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal', 'timespan']);
const ORDERED: ReadonlySet<string> = new Set([...MEASURED, 'datetime', 'string', 'bool', 'guid']);

/** The first argument has one of these types; what is done with a value of another is not known here. */
function of(types: ReadonlySet<string>, make: (a: Sql, filter: Sql, call: Call) => Sql): Aggregate {
  return ([a, ...rest], filter, call) =>
    a === undefined || rest.length > 0 || !types.has(call.args[0]?.type ?? '') ? undefined : make(a, filter, call);
}

function typed(value: Sql, { type }: Call): Sql {
  return sql`CAST(${value} AS ${SQL_TYPES[type]})`;
}

const counting = {
  takes: ['any'],
  gives: 'long',
  make: ([, ...rest], filter) => (rest.length > 0 ? undefined : sql`count(*)${filter}`),
} as const satisfies Parameters<typeof over>[0];

/** Different values, exactly: Kusto estimates them for many. An accuracy may be asked for, and changes nothing. */
const distinct = {
  takes: ['any', 'long'],
  gives: 'long',
  make: ([a], filter) => (a === undefined ? undefined : sql`count(DISTINCT ${a})${filter}`),
} as const satisfies Parameters<typeof over>[0];

const sum = {
  takes: ['any'],
  make: of(MEASURED, (a, filter, call) => typed(sql`coalesce(sum(${a})${filter}, 0)`, call)),
} as const;

/** The mean of nothing is no number; of spans of time it is null. */
const avg = {
  takes: ['any'],
  make: of(MEASURED, (a, filter, call) => {
    if (call.type === 'timespan') return sql`CAST(trunc(avg(${a})${filter}) AS BIGINT)`;
    if (call.type !== 'real') return typed(sql`avg(${a})${filter}`, call);
    return sql`coalesce(avg(${a}::DOUBLE)${filter}, 'nan'::DOUBLE)`;
  }),
} as const;

const min = { takes: ['any'], make: of(ORDERED, (a, filter) => sql`min(${a})${filter}`) } as const;
const max = { takes: ['any'], make: of(ORDERED, (a, filter) => sql`max(${a})${filter}`) } as const;

function spread(make: (a: Sql) => Sql) {
  const numbers: ReadonlySet<string> = new Set(['int', 'long', 'real']);
  return {
    takes: ['any'],
    gives: 'real',
    make: of(numbers, (a, filter) => sql`coalesce(${make(sql`${a}::DOUBLE`)}${filter}, 0)`),
  } as const;
}

const stdev = spread((a) => sql`stddev_samp(${a})`);
const stdevp = spread((a) => sql`stddev_pop(${a})`);
const variance = spread((a) => sql`var_samp(${a})`);
const variancep = spread((a) => sql`var_pop(${a})`);

function bits(make: (a: Sql) => Sql) {
  return over({
    takes: ['long'],
    gives: 'long',
    make: ([a], filter) => (a === undefined ? undefined : sql`${make(a)}${filter}`),
  });
}

function covariance(make: (a: Sql, b: Sql) => Sql) {
  return {
    takes: ['real'],
    gives: 'real',
    make: ([a, b, ...rest], filter) =>
      a === undefined || b === undefined || rest.length > 0 ? undefined : sql`${make(a, b)}${filter}`,
  } as const satisfies Parameters<typeof over>[0];
}

const covarianceSample = covariance((a, b) => sql`covar_samp(${a}, ${b})`);
const covariancePopulation = covariance((a, b) => sql`covar_pop(${a}, ${b})`);

/** Aggregates that count and measure. Nulls do not count. */
export const numbers: FunctionTable = {
  count: over(counting),
  countif: overIf(counting, 0),
  dcount: over(distinct),
  dcountif: overIf(distinct, 1),
  count_distinct: over(distinct),
  count_distinctif: overIf(distinct, 1),
  sum: over(sum),
  sumif: overIf(sum, 1),
  avg: over(avg),
  avgif: overIf(avg, 1),
  min: over(min),
  minif: overIf(min, 1),
  max: over(max),
  maxif: overIf(max, 1),
  stdev: over(stdev),
  stdevif: overIf(stdev, 1),
  stdevp: over(stdevp),
  variance: over(variance),
  varianceif: overIf(variance, 1),
  variancep: over(variancep),
  covariance: over(covarianceSample),
  covarianceif: overIf(covarianceSample, 2),
  covariancep: over(covariancePopulation),
  covariancepif: overIf(covariancePopulation, 2),
  binary_all_and: bits((a) => sql`bit_and(${a})`),
  binary_all_or: bits((a) => sql`bit_or(${a})`),
  binary_all_xor: bits((a) => sql`bit_xor(${a})`),
};
