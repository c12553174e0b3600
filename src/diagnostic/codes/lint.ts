import { row } from './row.ts';

/** Text from a rule in quotes, cut where it is long. */
function quoted(text: string): string {
  return text.length > 80 ? `'${text.slice(0, 80)}…'` : `'${text}'`;
}

const perhaps = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : `; did you mean ${quoted(suggestion)}?`;

const metadataCodes = {
  'lint-too-long': row<{ key: string; length: number; limit: number }>(
    'warning',
    ({ key, length, limit }) => `${quoted(key)} has ${length} characters (limit ${limit})`,
    'The Sigma specification sets this limit; other tools may refuse the rule. Shorten the text.',
  ),
  'lint-too-short': row<{ key: string }>(
    'warning',
    ({ key }) => `an entry of ${quoted(key)} has fewer than 2 characters`,
    'Say it in words, or remove the entry.',
  ),
  'lint-not-text': row<{ key: string; found: string }>(
    'warning',
    ({ key, found }) => `${quoted(key)} is ${found}, not text`,
    'Put quotes around it, so that every tool reads the same text.',
  ),
  'lint-not-a-list': row<{ key: string; found: string }>(
    'warning',
    ({ key, found }) => `${quoted(key)} must be a list, not ${found}`,
    'Write each entry on a line of its own, after `- `.',
  ),
  'lint-metadata-duplicate': row<{ key: string; text: string }>(
    'warning',
    ({ key, text }) => `${quoted(text)} is in ${quoted(key)} twice`,
    'Remove one of the two.',
  ),
  'lint-date-form': row<{ key: string; text: string }>(
    'warning',
    ({ key, text }) => `${quoted(key)} is no date of the form YYYY-MM-DD: ${quoted(text)}`,
    'Write for example 2026-01-31.',
  ),
  'lint-date-order': row<{ date: string; modified: string }>(
    'warning',
    ({ date, modified }) => `modified on ${modified}, before it was made on ${date}`,
    'Correct `date` or `modified`.',
  ),
  'lint-license': row<{ text: string }>(
    'note',
    ({ text }) => `the license ${quoted(text)} is not an SPDX identifier or expression`,
    'See https://spdx.org/licenses for the identifiers, such as Apache-2.0 or DRL-1.1.',
  ),
  'lint-unknown-key': row<{ key: string; suggestion: string }>(
    'warning',
    ({ key, suggestion }) => `the key ${quoted(key)} has no meaning; did you mean ${quoted(suggestion)}?`,
    'Keys are lower case, as the Sigma specification names them. Keys of your own should look less like one of them.',
  ),
  'lint-filter-key': row<{ key: string }>(
    'note',
    ({ key }) => `a filter has no ${quoted(key)}`,
    'A filter changes other rules, which have it. Remove the key.',
  ),
  'lint-related-form': row<{ reason: string }>(
    'error',
    ({ reason }) => `an entry of 'related' ${reason}`,
    'Each entry is a map with the `id` of another rule, a UUID, and a `type`.',
  ),
  'lint-related-type': row<{ type: string; suggestion: string | undefined }>(
    'error',
    ({ type, suggestion }) => `unknown type of relation ${quoted(type)}${perhaps(suggestion)}`,
    'Types are derived, obsolete, merged, renamed and similar.',
  ),
  'lint-related-self': row<{ id: string }>(
    'warning',
    ({ id }) => `the rule is related to itself (${id})`,
    'Name the id of the other rule.',
  ),
  'lint-deprecated-alone': row<Record<string, never>>(
    'note',
    () => 'the rule is deprecated, and does not name the one that took its place',
    'Add `related` with the id of the rule to use instead.',
  ),
  'lint-level-status': row<{ status: string }>(
    'note',
    ({ status }) => `the level is critical, but the status is ${status}`,
    'Critical is for what borders on certainty. Lower the level until the rule has proved itself.',
  ),
} as const;

const logsourceCodes = {
  'lint-logsource-key': row<{ key: string; suggestion: string | undefined }>(
    'note',
    ({ key, suggestion }) => `the log source has the key ${quoted(key)}, which no tool reads${perhaps(suggestion)}`,
    'Log sources are chosen by category, product and service; `definition` is for people.',
  ),
  'lint-logsource-form': row<{ key: string; text: string }>(
    'warning',
    ({ key, text }) => `the ${key} ${quoted(text)} of the log source is not lower case without spaces`,
    'Use lower-case letters, digits, `_`, `.` and `-`, with `_` for spaces.',
  ),
  'lint-logsource-empty': row<Record<string, never>>(
    'warning',
    () => 'the log source names no category, product or service',
    'Without one the rule is meant for every event of every kind.',
  ),
} as const;

const tagCodes = {
  'lint-tag-case': row<{ tag: string }>(
    'warning',
    ({ tag }) => `the tag ${quoted(tag)} has upper-case letters`,
    'Tags are lower case; tools compare them as they are.',
  ),
  'lint-tag-form': row<{ tag: string }>(
    'warning',
    ({ tag }) => `${quoted(tag)} is not a tag of the form namespace.value`,
    'Use lower-case letters, digits, `_`, `-` and dots, and a namespace in front, such as `attack.t1059`.',
  ),
  'lint-tag-attack': row<{ tag: string; suggestion: string | undefined }>(
    'warning',
    ({ tag, suggestion }) => `${quoted(tag)} has the form of nothing in ATT&CK${perhaps(suggestion)}`,
    'Use a tactic (`attack.execution`), a technique (`attack.t1059.004`), a group (`attack.g0016`) or software (`attack.s0002`).',
  ),
  'lint-tag-attack-unknown': row<{ tag: string; version: string; suggestion: string | undefined }>(
    'warning',
    ({ tag, version, suggestion }) =>
      `${quoted(tag)} does not exist in ATT&CK ${version} (Enterprise)${perhaps(suggestion)}`,
    'See https://attack.mitre.org for the ids. Those of the Mobile matrix are not known here.',
  ),
  'lint-tag-attack-retired': row<{ tag: string; version: string; replacement: string | undefined }>(
    'warning',
    ({ tag, version, replacement }) =>
      replacement === undefined
        ? `${quoted(tag)} is deprecated in ATT&CK ${version}`
        : `${quoted(tag)} is revoked in ATT&CK ${version}; ${quoted(replacement)} stands in its place`,
    'Use the technique that has taken its place; one that is only deprecated has none.',
  ),
  'lint-tag-value': row<{ tag: string; expected: string }>(
    'warning',
    ({ tag, expected }) => `the tag ${quoted(tag)} is not of the form ${expected}`,
    'The namespace is a known one; write its tags in its form, or choose another namespace.',
  ),
} as const;

const characterCodes = {
  'lint-invisible-character': row<{ character: string; where: string }>(
    'warning',
    ({ character, where }) => `an invisible character (${character}) in ${where}`,
    'Remove it. Where it is meant, write it as an escape in double quotes and say so in a comment.',
  ),
  'lint-confusable': row<{ character: string; looksLike: string; where: string }>(
    'warning',
    ({ character, looksLike, where }) => `${character} in ${where} only looks like '${looksLike}'`,
    'Type the ASCII letter. A test for look-alikes should have them in a value of their own.',
  ),
} as const;

const valueCodes = {
  'lint-duplicate-value': row<{ text: string }>(
    'warning',
    ({ text }) => `the value ${quoted(text)} is in the list already`,
    'Letter case does not count without `cased`. Remove one of the two.',
  ),
  'lint-covered-value': row<{ text: string; by: string }>(
    'note',
    ({ text, by }) => `the value ${quoted(text)} changes nothing: ${quoted(by)} decides the same`,
    'Remove this value, or make the other one narrower if it says more than was meant.',
  ),
  'lint-affix': row<{ modifier: string }>(
    'note',
    ({ modifier }) => `wildcards at the ends of values where the modifier '${modifier}' is meant`,
    'The modifier says the same, and is clearer to people and faster in many tools.',
  ),
  'lint-redundant-wildcard': row<{ modifier: string }>(
    'note',
    ({ modifier }) => `a wildcard at the end of a value that '${modifier}' puts there anyway`,
    'Leave it out.',
  ),
  'lint-needless-escape': row<Record<string, never>>(
    'note',
    () => 'an escaped backslash that needs no escape',
    'A backslash is itself except before `*`, `?` and another backslash; one is enough.',
  ),
  'lint-contradictory-all': row<{ one: string; other: string }>(
    'error',
    ({ one, other }) => `no value can satisfy both ${quoted(one)} and ${quoted(other)}, so this never holds`,
    "Leave out 'all', or use 'contains' if both are to be found somewhere.",
  ),
  'lint-contradictory-keys': row<{ one: string; other: string }>(
    'warning',
    ({ one, other }) => `no value satisfies both ${quoted(one)} and ${quoted(other)}, and all keys of a map must hold`,
    'To accept either, use a list of maps or two search identifiers joined by `or`.',
  ),
  'lint-regex-plain': row<{ instead: string }>(
    'note',
    ({ instead }) => `the regular expression is plain text: '${instead}' says the same`,
    'Plain text is found faster and needs no escapes. Regular expressions mind letter case, so `cased` keeps the meaning.',
  ),
  'lint-regex-escape': row<{ written: string }>(
    'note',
    ({ written }) => `${quoted(written)} needs no backslash in a regular expression`,
    'The character is itself without it.',
  ),
} as const;

const conditionCodes = {
  'lint-of-one': row<{ written: string; name: string }>(
    'note',
    ({ written, name }) => `${quoted(written)} is one search identifier: ${quoted(name)}`,
    'Name the identifier itself.',
  ),
  'lint-all-of-them': row<Record<string, never>>(
    'note',
    () => "'all of them' takes in every search identifier, also what others add",
    'The Sigma specification discourages it: name identifiers `selection_…` and write `all of selection_*`.',
  ),
  'lint-double-negation': row<Record<string, never>>('note', () => 'a negation of a negation', 'Leave both out.'),
  'lint-repeated-operand': row<{ operator: string; text: string }>(
    'warning',
    ({ operator, text }) => `${quoted(text)} stands twice in the same '${operator}'`,
    'Remove one of the two, or name the identifier that was meant.',
  ),
  'lint-identical-selections': row<{ name: string; other: string }>(
    'warning',
    ({ name, other }) => `the search identifiers ${quoted(name)} and ${quoted(other)} say the same`,
    'Keep one of them, or correct the one that was meant to differ.',
  ),
  'lint-always-true': row<Record<string, never>>(
    'warning',
    () => 'the condition holds whatever the search identifiers say',
    'It matches every event. Correct the condition.',
  ),
  'lint-never-true': row<Record<string, never>>(
    'error',
    () => 'the condition cannot hold, whatever the search identifiers say',
    'The rule finds nothing. Correct the condition.',
  ),
} as const;

const correlationLintCodes = {
  'lint-correlation-no-group': row<Record<string, never>>(
    'warning',
    () => 'without group-by the matches of all hosts and users are counted together',
    'The Sigma specification makes group-by mandatory. Group by `Dvc` to count on each host apart.',
  ),
  'lint-correlation-group-twice': row<{ field: string }>(
    'warning',
    ({ field }) => `${quoted(field)} is already in this list`,
    'Remove one of the two, or name the field that was meant.',
  ),
  'lint-correlation-one-rule': row<{ type: string }>(
    'warning',
    ({ type }) => `a ${type} of one rule holds whenever the rule matches`,
    'Add the other rules; to count the matches of one rule use event_count.',
  ),
  'lint-correlation-always': row<Record<string, never>>(
    'warning',
    () => 'the condition holds for any match',
    'It raises an alert wherever a rule matches. Correct the number.',
  ),
  'lint-correlation-never': row<{ reason: string }>(
    'error',
    ({ reason }) => `the condition cannot hold: ${reason}`,
    'The correlation finds nothing. Correct the numbers.',
  ),
  'lint-correlation-extension': row<{ what: string; instead: string }>(
    'note',
    ({ what, instead }) => `${quoted(what)} is not in the Sigma specification; ${quoted(instead)} says the same`,
    'Other tools may not take it.',
  ),
} as const;

export const lintCodes = {
  ...metadataCodes,
  ...logsourceCodes,
  ...tagCodes,
  ...characterCodes,
  ...valueCodes,
  ...conditionCodes,
  ...correlationLintCodes,
  'check-not-fixed': row<{ path: string; reason: string }>(
    'error',
    ({ path, reason }) => `${path} was not fixed: ${reason}`,
    'The file is as it was. Run `shellhound check` without --fix to see what is to be changed.',
  ),
} as const;

/** The codes of lint rules. */
export type LintCode = Extract<keyof typeof lintCodes, `lint-${string}`>;
