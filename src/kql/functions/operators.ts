import type { Sql } from '../sql.ts';
import { sql } from '../sql.ts';
import type { Call, FunctionRow, FunctionTable } from './row.ts';

/** Operators between two values, by the kind of their node. */
export const operators: FunctionTable = {
  AndExpression: logic((a, b) => sql`(${a} AND ${b})`),
  OrExpression: logic((a, b) => sql`(${a} OR ${b})`),
  EqualExpression: comparison((a, b) => sql`(${a} = ${b})`),
  NotEqualExpression: comparison((a, b) => sql`(${a} <> ${b})`),
  LessThanExpression: comparison((a, b) => sql`(${a} < ${b})`),
  LessThanOrEqualExpression: comparison((a, b) => sql`(${a} <= ${b})`),
  GreaterThanExpression: comparison((a, b) => sql`(${a} > ${b})`),
  GreaterThanOrEqualExpression: comparison((a, b) => sql`(${a} >= ${b})`),
  EqualTildeExpression: text((a, b) => sql`(kql_fold(${a}) = kql_fold(${b}))`),
  BangTildeExpression: text((a, b) => sql`(kql_fold(${a}) <> kql_fold(${b}))`),
  ContainsExpression: text((a, b) => sql`contains(kql_fold(${a}), kql_fold(${b}))`),
  NotContainsExpression: text((a, b) => sql`(NOT contains(kql_fold(${a}), kql_fold(${b})))`),
  ContainsCsExpression: text((a, b) => sql`contains(${a}, ${b})`),
  NotContainsCsExpression: text((a, b) => sql`(NOT contains(${a}, ${b}))`),
  StartsWithExpression: text((a, b) => sql`starts_with(kql_fold(${a}), kql_fold(${b}))`),
  NotStartsWithExpression: text((a, b) => sql`(NOT starts_with(kql_fold(${a}), kql_fold(${b})))`),
  StartsWithCsExpression: text((a, b) => sql`starts_with(${a}, ${b})`),
  NotStartsWithCsExpression: text((a, b) => sql`(NOT starts_with(${a}, ${b}))`),
  EndsWithExpression: text((a, b) => sql`ends_with(kql_fold(${a}), kql_fold(${b}))`),
  NotEndsWithExpression: text((a, b) => sql`(NOT ends_with(kql_fold(${a}), kql_fold(${b})))`),
  EndsWithCsExpression: text((a, b) => sql`ends_with(${a}, ${b})`),
  NotEndsWithCsExpression: text((a, b) => sql`(NOT ends_with(${a}, ${b}))`),
  HasExpression: text((a, b) => sql`kql_has(${a}, ${b})`),
  NotHasExpression: text((a, b) => sql`(NOT kql_has(${a}, ${b}))`),
  HasCsExpression: text((a, b) => sql`kql_has_cs(${a}, ${b})`),
  NotHasCsExpression: text((a, b) => sql`(NOT kql_has_cs(${a}, ${b}))`),
  HasPrefixExpression: text((a, b) => sql`kql_has_prefix(kql_fold(${a}), kql_fold(${b}))`),
  NotHasPrefixExpression: text((a, b) => sql`(NOT kql_has_prefix(kql_fold(${a}), kql_fold(${b})))`),
  HasPrefixCsExpression: text((a, b) => sql`kql_has_prefix(${a}, ${b})`),
  NotHasPrefixCsExpression: text((a, b) => sql`(NOT kql_has_prefix(${a}, ${b}))`),
  HasSuffixExpression: text((a, b) => sql`kql_has_suffix(kql_fold(${a}), kql_fold(${b}))`),
  NotHasSuffixExpression: text((a, b) => sql`(NOT kql_has_suffix(kql_fold(${a}), kql_fold(${b})))`),
  HasSuffixCsExpression: text((a, b) => sql`kql_has_suffix(${a}, ${b})`),
  NotHasSuffixCsExpression: text((a, b) => sql`(NOT kql_has_suffix(${a}, ${b}))`),
  MatchesRegexExpression: text((a, b) => sql`regexp_matches(${a}, ${b})`),
  AddExpression: arithmetic((a, b) => sql`(${a} + ${b})`),
  SubtractExpression: arithmetic((a, b) => sql`(${a} - ${b})`),
  MultiplyExpression: arithmetic((a, b) => sql`(${a} * ${b})`),
  DivideExpression: arithmetic(divide),
  ModuloExpression: arithmetic((a, b) => sql`(((${a} % nullif(${b}, 0)) + abs(${b})) % abs(nullif(${b}, 0)))`),
};

type Two = (a: Sql, b: Sql, call: Call) => Sql | undefined;

function two(make: Two): FunctionRow['sql'] {
  return ([a, b], call) => (a === undefined || b === undefined ? undefined : make(a, b, call));
}

function logic(make: Two): FunctionRow {
  return { takes: ['bool'], gives: 'bool', sql: two(make) };
}

function text(make: Two): FunctionRow {
  return { takes: ['string'], gives: 'bool', sql: two(make) };
}

/** Values of two types are compared as the type that holds both. */
function comparison(make: Two): FunctionRow {
  return { takes: ['any'], gives: 'bool', sql: two((a, b, call) => make(...sameType(a, b, call), call)) };
}

function sameType(a: Sql, b: Sql, { args }: Call): [Sql, Sql] {
  const [one, other] = args.map(({ type }) => type);
  if (one === 'dynamic' && other !== 'dynamic') return [fromDynamic(a, other), b];
  if (other === 'dynamic' && one !== 'dynamic') return [a, fromDynamic(b, one)];
  if (one === 'string' && other === 'guid') return [a, sql`CAST(${b} AS VARCHAR)`];
  if (one === 'guid' && other === 'string') return [sql`CAST(${a} AS VARCHAR)`, b];
  return [a, b];
}

function fromDynamic(value: Sql, type: string | undefined): Sql {
  switch (type) {
    case 'string':
      return sql`coalesce(${value} ->> '$', '')`;
    case 'bool':
      return sql`TRY_CAST(${value} ->> '$' AS BOOLEAN)`;
    case 'datetime':
      return sql`TRY_CAST(${value} ->> '$' AS TIMESTAMP)`;
    case 'guid':
      return sql`TRY_CAST(${value} ->> '$' AS UUID)`;
    default:
      return sql`TRY_CAST(${value} ->> '$' AS DOUBLE)`;
  }
}

/** Times and spans of time among the numbers: spans are ticks, times have microseconds. */
function arithmetic(make: Two): FunctionRow {
  return { takes: ['any'], sql: two((a, b, call) => withTime(a, b, call) ?? make(...numbers(a, b, call), call)) };
}

function withTime(a: Sql, b: Sql, { args, node, type }: Call): Sql | undefined {
  const [one, other] = args.map((each) => each.type);
  const kind = (node as { readonly Kind?: number }).Kind;
  void kind;
  if (one === 'datetime' && other === 'timespan')
    return isSubtraction(node) ? sql`(${a} - to_microseconds(${b} // 10))` : sql`(${a} + to_microseconds(${b} // 10))`;
  if (one === 'timespan' && other === 'datetime') return sql`(${b} + to_microseconds(${a} // 10))`;
  if (one === 'datetime' && other === 'datetime') return sql`((epoch_us(${a}) - epoch_us(${b})) * 10)`;
  if (type === 'timespan' && (one === 'real' || other === 'real')) return undefined;
  return undefined;
}

function isSubtraction(node: Call['node']): boolean {
  return / ?- ?/.test((node as unknown as { readonly Operator: { readonly Text: string } }).Operator.Text);
}

function numbers(a: Sql, b: Sql, { args }: Call): [Sql, Sql] {
  const [one, other] = args.map(({ type }) => type);
  return [one === 'dynamic' ? fromDynamic(a, 'real') : a, other === 'dynamic' ? fromDynamic(b, 'real') : b];
}

/** Whole numbers give a whole number, toward zero; by zero is null for them. Spans by spans give a real. */
function divide(a: Sql, b: Sql, { args, type }: Call): Sql {
  const [one, other] = args.map((each) => each.type);
  if (one === 'timespan' && other === 'timespan') return sql`(${a}::DOUBLE / nullif(${b}, 0))`;
  if (type === 'long' || type === 'int') return sql`CAST(trunc(${a}::DECIMAL(38, 0) / nullif(${b}, 0)) AS BIGINT)`;
  if (type === 'timespan') return sql`CAST(trunc(${a} / ${b}) AS BIGINT)`;
  return sql`(${a}::DOUBLE / ${b}::DOUBLE)`;
}
