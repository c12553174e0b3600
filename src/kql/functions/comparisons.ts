import { convert } from '../lower/types.ts';
import type { KqlType } from '../plan.ts';
import { type Sql, sql } from '../sql.ts';
import type { Call, FunctionRow, FunctionTable } from './row.ts';
import { type Two, two } from './two.ts';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal']);

/** Two values as those of one type, if they can be compared. */
function sameType(a: Sql, b: Sql, { args }: Call): readonly [Sql, Sql, KqlType] | undefined {
  const [one, other] = args.map(({ type }) => type);
  if (one === undefined || other === undefined) return undefined;
  const type = commonType(one, other);
  return type && [convert({ sql: a, type: one }, type), convert({ sql: b, type: other }, type), type];
}

/** The type that two values are compared as: a text or a dynamic value is taken for one of the other's type. */
function commonType(one: KqlType, other: KqlType): KqlType | undefined {
  if (one === other) return one === 'dynamic' ? undefined : one;
  if (NUMBERS.has(one) && NUMBERS.has(other)) return wider(one, other);
  if (one === 'dynamic' || (one === 'string' && other !== 'dynamic')) return other;
  if (other === 'dynamic' || other === 'string') return one;
  if (one === 'bool' && NUMBERS.has(other)) return other;
  return other === 'bool' && NUMBERS.has(one) ? one : undefined;
}

function wider(one: KqlType, other: KqlType): KqlType {
  for (const type of ['real', 'decimal', 'long'] as const) if (one === type || other === type) return type;
  return 'int';
}

function comparison(make: (a: Sql, b: Sql, type: KqlType, isFilter: boolean) => Sql): FunctionRow {
  const compare: Two = (a, b, call) => {
    const same = sameType(a, b, call);
    return same && make(...same, call.place.isFilter === true);
  };
  return { takes: ['any'], gives: 'bool', sql: two(compare) };
}

/** Null is equal to nothing else, and whether it is equal to null is null. */
const equal = comparison((a, b, type, isFilter) => {
  if (type === 'string' || isFilter) return sql`(${a} = ${b})`;
  return sql`CASE WHEN ${a} IS NULL AND ${b} IS NULL THEN NULL ELSE ${a} IS NOT DISTINCT FROM ${b} END`;
});

const notEqual = comparison((a, b, type, isFilter) => {
  if (type === 'string') return sql`(${a} <> ${b})`;
  if (isFilter) return sql`(${a} IS DISTINCT FROM ${b})`;
  return sql`CASE WHEN ${a} IS NULL AND ${b} IS NULL THEN NULL ELSE ${a} IS DISTINCT FROM ${b} END`;
});

export const comparisons: FunctionTable = {
  EqualExpression: equal,
  NotEqualExpression: notEqual,
  LessThanExpression: comparison((a, b) => sql`(${a} < ${b})`),
  LessThanOrEqualExpression: comparison((a, b) => sql`(${a} <= ${b})`),
  GreaterThanExpression: comparison((a, b) => sql`(${a} > ${b})`),
  GreaterThanOrEqualExpression: comparison((a, b) => sql`(${a} >= ${b})`),
};
