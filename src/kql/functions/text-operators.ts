import { sql } from '../sql.ts';
import { constantValue, part } from '../syntax.ts';
import { regexFrom } from './regex.ts';
import type { FunctionRow, FunctionTable } from './row.ts';
import { type Two, two } from './two.ts';

/** A test of a text, and its opposite. Texts are never null, so neither is the answer. */
function text(make: Two): FunctionRow {
  return { takes: ['string'], gives: 'bool', sql: two(make) };
}

function not(make: Two): FunctionRow {
  return text((a, b, call) => {
    const made = make(a, b, call);
    return made === undefined ? undefined : sql`(NOT ${made})`;
  });
}

/** The test without regard to letter case. */
function folded(make: Two): Two {
  return (a, b, call) => make(sql`kql_fold(${a})`, sql`kql_fold(${b})`, call);
}

const equal: Two = (a, b) => sql`(${a} = ${b})`;
const contains: Two = (a, b) => sql`contains(${a}, ${b})`;
const starts: Two = (a, b) => sql`starts_with(${a}, ${b})`;
const ends: Two = (a, b) => sql`ends_with(${a}, ${b})`;
const has: Two = (a, b) => sql`kql_has(${a}, ${b})`;
const hasCased: Two = (a, b) => sql`kql_has_cs(${a}, ${b})`;
const prefix: Two = (a, b) => sql`kql_has_prefix(${a}, ${b})`;
const suffix: Two = (a, b) => sql`kql_has_suffix(${a}, ${b})`;

const matches: Two = (a, b, call) => {
  const constant = constantValue(part(call.node, 'Right'));
  const found = regexFrom(b, typeof constant === 'string' ? constant : undefined, call);
  return found && sql`regexp_matches(${found.subject(a)}, ${found.regex})`;
};

export const textOperators: FunctionTable = {
  EqualTildeExpression: text(folded(equal)),
  BangTildeExpression: not(folded(equal)),
  ContainsExpression: text(folded(contains)),
  NotContainsExpression: not(folded(contains)),
  ContainsCsExpression: text(contains),
  NotContainsCsExpression: not(contains),
  StartsWithExpression: text(folded(starts)),
  NotStartsWithExpression: not(folded(starts)),
  StartsWithCsExpression: text(starts),
  NotStartsWithCsExpression: not(starts),
  EndsWithExpression: text(folded(ends)),
  NotEndsWithExpression: not(folded(ends)),
  EndsWithCsExpression: text(ends),
  NotEndsWithCsExpression: not(ends),
  HasExpression: text(has),
  NotHasExpression: not(has),
  HasCsExpression: text(hasCased),
  NotHasCsExpression: not(hasCased),
  HasPrefixExpression: text(folded(prefix)),
  NotHasPrefixExpression: not(folded(prefix)),
  HasPrefixCsExpression: text(prefix),
  NotHasPrefixCsExpression: not(prefix),
  HasSuffixExpression: text(folded(suffix)),
  NotHasSuffixExpression: not(folded(suffix)),
  HasSuffixCsExpression: text(suffix),
  NotHasSuffixCsExpression: not(suffix),
  MatchesRegexExpression: text(matches),
};
