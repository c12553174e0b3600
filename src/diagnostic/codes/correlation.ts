import { row } from './row.ts';

/** Text from a file in quotes, cut where it is long. */
function quoted(text: string): string {
  return text.length > 80 ? `'${text.slice(0, 80)}…'` : `'${text}'`;
}

const didYouMean = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : `; did you mean ${quoted(suggestion)}?`;

const formCodes = {
  'correlation-unknown-type': row<{ type: string; suggestion: string | undefined }>(
    'error',
    ({ type, suggestion }) => `unknown correlation type ${quoted(type)}${didYouMean(suggestion)}`,
    'Types are event_count, value_count, temporal, temporal_ordered, value_sum, value_avg, value_percentile and value_median.',
  ),
  'correlation-unknown-key': row<{ key: string; where: string; suggestion: string | undefined }>(
    'error',
    ({ key, where, suggestion }) => `unknown key ${quoted(key)} in ${where}${didYouMean(suggestion)}`,
    'A key that is not understood could change what is counted, so the correlation is not used.',
  ),
  'correlation-timespan': row<{ text: string }>(
    'error',
    ({ text }) => `the timespan ${quoted(text)} is not a number above 0 with a unit`,
    'Write a whole number and s, m, h or d (also w, M and y are read): 90s, 5m, 1h, 7d; at most 100 years.',
  ),
  'correlation-no-comparison': row<Record<string, never>>(
    'error',
    () => 'the condition compares with nothing',
    'Give at least one of gt, gte, lt, lte, eq and neq with a number.',
  ),
  'correlation-bad-number': row<{ key: string; found: string; expected: string }>(
    'error',
    ({ key, found, expected }) => `${quoted(key)} must be ${expected}, not ${quoted(found)}`,
    'Write the number as a plain YAML number.',
  ),
  'correlation-extended': row<Record<string, never>>(
    'error',
    () => 'a condition on the names of rules is not supported: Sigma 2.1 does not have it',
    'A temporal correlation holds when all its rules matched. Chain correlations to combine rules in other ways.',
  ),
  'correlation-unsuited': row<{ key: string; type: string }>(
    'error',
    ({ key, type }) => `${quoted(key)} means nothing in a correlation of the type ${type}`,
    'Remove the key, or choose the type that was meant: value_… types have a field, value_percentile a percentile.',
  ),
  'correlation-no-percentile': row<Record<string, never>>(
    'error',
    () => "the condition of a value_percentile has no 'percentile'",
    'Say which, from 0 to 100: `percentile: 95` with `gt: 1000`. The specification does not say what a condition without it compares.',
  ),
  'correlation-too-many': row<{ what: string; limit: number }>(
    'error',
    ({ what, limit }) => `more than ${limit} ${what}`,
    'Chain correlations, or take the rules together in one.',
  ),
} as const;

const referenceCodes = {
  'correlation-unknown-rule': row<{ rule: string; suggestion: string | undefined }>(
    'error',
    ({ rule, suggestion }) => `no rule has the id or name ${quoted(rule)}${didYouMean(suggestion)}`,
    'Load the rule beside the correlation (a further document of the file, or a further file), or correct the reference.',
  ),
  'correlation-ambiguous-rule': row<{ rule: string; first: string; second: string }>(
    'error',
    ({ rule, first, second }) => `${quoted(rule)} is the name of several rules: at ${first} and ${second}`,
    'Refer to the rule by its id, or give each rule a name of its own.',
  ),
  'correlation-duplicate-rule': row<{ rule: string }>(
    'error',
    ({ rule }) => `the rule ${quoted(rule)} is already in this list`,
    'Name each rule once. A number of matches of one rule is an event_count.',
  ),
  'correlation-unusable-rule': row<{ rule: string }>(
    'error',
    ({ rule }) => `the rule ${quoted(rule)}, which the correlation refers to, cannot be used`,
    'Correct the rule: without it the correlation would count something else, so it is not used.',
  ),
  'correlation-unsupported-rule': row<{ rule: string }>(
    'note',
    ({ rule }) => `the rule ${quoted(rule)}, which the correlation refers to, is not supported`,
    'Without it the correlation would count something else, so it is not used, and counted as unsupported.',
  ),
  'correlation-cycle': row<{ path: string }>(
    'error',
    ({ path }) => `the correlation refers to itself: ${path}`,
    'Correlations can build on each other, but not in a circle.',
  ),
  'correlation-filter': row<{ rule: string }>(
    'warning',
    ({ rule }) => `the filter names the correlation ${quoted(rule)}; filters apply to rules only`,
    'Name the rules that the correlation refers to: what a filter excludes is not counted.',
  ),
} as const;

const fieldCodes = {
  'correlation-alias-rule': row<{ alias: string; rule: string; suggestion: string | undefined }>(
    'warning',
    ({ alias, rule, suggestion }) =>
      `the alias ${quoted(alias)} names ${quoted(rule)}, which is not among the rules of the correlation${didYouMean(suggestion)}`,
    'Aliases name rules as `rules` does.',
  ),
  'correlation-alias-incomplete': row<{ alias: string; rule: string }>(
    'error',
    ({ alias, rule }) => `the alias ${quoted(alias)} does not say which field it is in ${quoted(rule)}`,
    'Give a field for each rule of the correlation.',
  ),
  'correlation-unused-alias': row<{ alias: string }>(
    'warning',
    ({ alias }) => `the alias ${quoted(alias)} is not used`,
    'Name it in group-by or field, or remove it.',
  ),
  'correlation-many-values': row<{ field: string }>(
    'error',
    ({ field }) => `${quoted(field)} can have several values in one event, so that matches cannot be told apart by it`,
    'Group by a field that has one value, such as ParentImage.',
  ),
} as const;

const runCodes = {
  'correlation-dropped': row<{ matches: number; late: number; groups: number }>(
    'warning',
    ({ matches, late, groups }) =>
      `correlations are incomplete: ${matches} matches and ${groups} groups were dropped for lack of room, ${late} matches came too late`,
    'Count fewer events (a narrower rule, an exclusion), or hunt in shorter stretches with --since and --until.',
  ),
  'correlation-not-numbers': row<{ count: number }>(
    'note',
    ({ count }) => `correlations left out ${count} values that are absent or no numbers`,
    'Sums, averages and percentiles are taken of decimal numbers; a value_count leaves out what is absent.',
  ),
} as const;

/** Problems of correlation rules. */
export const correlationCodes = { ...formCodes, ...referenceCodes, ...fieldCodes, ...runCodes } as const;
