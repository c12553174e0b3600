import { row } from './row.ts';

/** Text from a file in quotes, cut where it is long. */
function quoted(text: string): string {
  return text.length > 80 ? `'${text.slice(0, 80)}…'` : `'${text}'`;
}

const didYouMean = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : `; did you mean ${quoted(suggestion)}?`;

const yamlCodes = {
  'yaml-syntax': row<{ reason: string }>('error', ({ reason }) => `YAML: ${reason}`, 'Correct the YAML at this place.'),
  'yaml-too-large': row<{ length: number; limit: number }>(
    'error',
    ({ length, limit }) => `the file has ${length} characters (limit ${limit})`,
    'Split the file. Rules are small; check whether this is a rule file.',
  ),
  'yaml-too-deep': row<{ limit: number }>(
    'error',
    ({ limit }) => `YAML is nested deeper than ${limit} levels`,
    'Rules need a handful of levels; check whether this is a rule file.',
  ),
  'yaml-too-many': row<{ what: string; limit: number }>(
    'error',
    ({ what, limit }) => `more than ${limit} ${what}`,
    'Split the file, or write the values out instead of repeating aliases.',
  ),
  'yaml-duplicate-key': row<{ key: string; line: number }>(
    'error',
    ({ key, line }) => `key ${quoted(key)} is already given in line ${line}`,
    'Keep one of the two; to test a field twice, use a list of maps or a second search identifier.',
  ),
  'yaml-alias': row<{ name: string; reason: string }>(
    'error',
    ({ name, reason }) => `alias ${quoted(`*${name}`)} ${reason}`,
    'An alias repeats a node that an anchor (`&name`) before it has named.',
  ),
  'yaml-unsupported': row<{ what: string }>(
    'error',
    ({ what }) => `${what} are not supported in rules`,
    'Write plain maps, lists, strings, numbers, true, false and null.',
  ),
} as const;

const documentCodes = {
  'sigma-no-documents': row<Record<string, never>>(
    'warning',
    () => 'the file holds no rule and no filter',
    'A rule has `title`, `logsource` and `detection`; a correlation has `correlation`, a filter `filter` in their place.',
  ),
  'sigma-not-a-rule': row<{ found: string }>(
    'error',
    ({ found }) => `this document is no rule, correlation or filter: ${found}`,
    'A rule has the key `detection`, a correlation `correlation`, a filter `filter`.',
  ),
  'sigma-action': row<{ reason: string; suggestion: string | undefined }>(
    'error',
    ({ reason, suggestion }) => `the action ${reason}${didYouMean(suggestion)}`,
    'Actions are global (a template for what follows), reset (no template any more) and repeat (the rule before, changed).',
  ),
  'sigma-unsupported-document': row<{ what: string }>(
    'error',
    ({ what }) => `${what} not supported yet`,
    'The document is counted as unsupported; the others in the file are used where they can stand alone.',
  ),
  'sigma-missing': row<{ key: string; where: string }>(
    'error',
    ({ key, where }) => `${where} has no ${quoted(key)}`,
    'Add the key; the Sigma specification makes it mandatory.',
  ),
  'sigma-wrong-type': row<{ what: string; expected: string; found: string }>(
    'error',
    ({ what, expected, found }) => `${quoted(what)} must be ${expected}, not ${found}`,
    'See the Sigma specification for the form of this key.',
  ),
  'sigma-unknown-level': row<{ level: string; suggestion: string | undefined }>(
    'error',
    ({ level, suggestion }) => `unknown level ${quoted(level)}${didYouMean(suggestion)}`,
    'Levels are informational, low, medium, high and critical.',
  ),
  'sigma-level-missing': row<{ level: string }>(
    'note',
    ({ level }) => `the rule has no level; ${quoted(level)} is used`,
    'Add `level:`, so that --level and --fail-on do what you expect.',
  ),
  'sigma-unknown-status': row<{ status: string; suggestion: string | undefined }>(
    'warning',
    ({ status, suggestion }) => `unknown status ${quoted(status)}${didYouMean(suggestion)}`,
    'Statuses are stable, test, experimental, deprecated and unsupported.',
  ),
  'sigma-bad-id': row<{ id: string }>(
    'warning',
    ({ id }) => `the id ${quoted(id)} is not a UUID`,
    'Use a random UUID (version 4), so that the id stays unique when rules are collected.',
  ),
  'sigma-duplicate-id': row<{ id: string; first: string }>(
    'error',
    ({ id, first }) => `the id ${quoted(id)} is already used at ${first}`,
    'Give each rule an id of its own. The first document with the id is used, this one is not.',
  ),
  'sigma-unsupported-logsource': row<{ logsource: string }>(
    'note',
    ({ logsource }) => `log source ${logsource} is not Linux process creation`,
    'Only `category: process_creation` with `product: linux`, or without a product, and `service: auditd` can match.',
  ),
  'sigma-unsupported-taxonomy': row<{ taxonomy: string }>(
    'error',
    ({ taxonomy }) => `taxonomy ${quoted(taxonomy)} is not supported`,
    'Use the field names of the default taxonomy, `sigma`.',
  ),
} as const;

const conditionCodes = {
  'sigma-condition-syntax': row<{ found: string; expected: string }>(
    'error',
    ({ found, expected }) => `condition: expected ${expected}, found ${found}`,
    'Conditions are built from search identifiers with `and`, `or`, `not`, parentheses, `1 of` and `all of`.',
  ),
  'sigma-condition-unknown': row<{ name: string; suggestion: string | undefined }>(
    'error',
    ({ name, suggestion }) => `condition: no search identifier ${quoted(name)}${didYouMean(suggestion)}`,
    'Name a key of the detection.',
  ),
  'sigma-condition-no-match': row<{ pattern: string }>(
    'error',
    ({ pattern }) => `condition: no search identifier matches ${quoted(pattern)}`,
    'Patterns use `*`; identifiers that start with an underscore are left out of patterns and of `them`.',
  ),
  'sigma-condition-count': row<{ count: string }>(
    'error',
    ({ count }) => `condition: ${quoted(`${count} of`)} is not Sigma`,
    'Sigma has `1 of` and `all of`.',
  ),
  'sigma-condition-too-deep': row<{ limit: number }>(
    'error',
    ({ limit }) => `condition: nested deeper than ${limit} levels`,
    'Remove parentheses and repeated `not`, or split the condition into a list.',
  ),
  'sigma-condition-too-large': row<{ limit: number }>(
    'error',
    ({ limit }) => `condition: stands for more than ${limit} search identifiers`,
    'Write fewer `of` terms, or split the rule.',
  ),
  'sigma-unsupported-aggregation': row<{ found: string }>(
    'error',
    ({ found }) => `condition: aggregation (${quoted(found)}) is not supported`,
    'Aggregations left the Sigma specification; write a correlation rule.',
  ),
  'sigma-unused-identifier': row<{ name: string }>(
    'warning',
    ({ name }) => `no condition uses the search identifier ${quoted(name)}`,
    'Use it in the condition or remove it.',
  ),
} as const;

const detectionCodes = {
  'sigma-empty': row<{ what: string }>(
    'error',
    ({ what }) => `${what} is empty`,
    "Give at least one test. To ask for an absent field write `null` or `''`.",
  ),
  'sigma-null-in-list': row<{ field: string }>(
    'warning',
    ({ field }) => `null in the list of values of ${quoted(field)}`,
    'The Sigma specification has null as a value of its own only; other tools may refuse the list. Use two identifiers.',
  ),
  'sigma-number-precision': row<{ text: string }>(
    'error',
    ({ text }) => `the number ${text} cannot be kept exactly`,
    'Put quotes around it, to compare it as text.',
  ),
  'sigma-matches-everything': row<{ written: string }>(
    'warning',
    ({ written }) => `${quoted(written)} with this value matches every event`,
    'A pattern of `*` alone also matches an absent field. To ask for presence use `exists: true`.',
  ),
  'sigma-audit-never': row<{ written: string }>(
    'note',
    ({ written }) => `no record of an execution can satisfy ${quoted(written)}`,
    'Of the audit log the records of successful executions are read. This rule is about other events, and is not used.',
  ),
  'sigma-audit-part': row<{ selection: string }>(
    'warning',
    ({ selection }) => `no record of an execution can satisfy ${quoted(selection)}, so this part of the rule is blind`,
    'Of the audit log the records of successful executions are read. The rest of the rule is used.',
  ),
  'sigma-audit-path': row<{ selection: string }>(
    'note',
    ({ selection }) => `${quoted(selection)} sees the paths of programs that run, not files that other calls touch`,
    'Of the audit log the records of successful executions are read, and their PATH records name programs.',
  ),
  'sigma-unknown-field': row<{ field: string; suggestion: string | undefined }>(
    'error',
    ({ field, suggestion }) => `unknown field ${quoted(field)}${didYouMean(suggestion)}`,
    'docs/sigma.md lists the fields of process creation and of audit records; names of ASIM columns work in the former.',
  ),
} as const;

const modifierCodes = {
  'sigma-unknown-modifier': row<{ modifier: string; suggestion: string | undefined }>(
    'error',
    ({ modifier, suggestion }) => `unknown modifier ${quoted(modifier)}${didYouMean(suggestion)}`,
    'docs/sigma.md lists the modifiers.',
  ),
  'sigma-modifier-conflict': row<{ modifier: string; other: string }>(
    'error',
    ({ modifier, other }) => `modifier ${quoted(modifier)} cannot be combined with ${quoted(other)}`,
    'Keep one of them, or split the test into two fields of the map.',
  ),
  'sigma-modifier-order': row<{ modifier: string; needs: string }>(
    'error',
    ({ modifier, needs }) => `modifier ${quoted(modifier)} must come after ${quoted(needs)}`,
    'Modifiers are applied from left to right.',
  ),
  'sigma-modifier-repeated': row<{ modifier: string }>(
    'error',
    ({ modifier }) => `modifier ${quoted(modifier)} is given twice`,
    'Give it once.',
  ),
  'sigma-modifier-value': row<{ modifier: string; expected: string; found: string }>(
    'error',
    ({ modifier, expected, found }) => `modifier ${quoted(modifier)} needs ${expected}, not ${found}`,
    'Change the value, or remove the modifier.',
  ),
  'sigma-modifier-without-field': row<{ modifier: string }>(
    'error',
    ({ modifier }) => `modifier ${quoted(modifier)} needs a field`,
    'Keywords look in the whole event; name the field that is meant.',
  ),
  'sigma-encoding': row<{ modifier: string; reason: string }>(
    'error',
    ({ modifier, reason }) => `modifier ${quoted(modifier)} cannot encode this value: ${reason}`,
    'To encode `*` or `?` itself write `\\*` or `\\?`; put contains, startswith and endswith behind the encoding.',
  ),
  'sigma-pattern-too-long': row<{ length: number; limit: number }>(
    'error',
    ({ length, limit }) => `${length} characters with \`?\` stand between two \`*\` (limit ${limit})`,
    'To look for such a text would take long in a large value. Shorten it, or write the characters out.',
  ),
  'sigma-too-many-variants': row<{ modifier: string }>(
    'error',
    ({ modifier }) => `modifier ${quoted(modifier)} makes too many values of this one`,
    'Modifiers may make 100,000 values in a file. Split the value, or give fewer values for its placeholders.',
  ),
  'sigma-placeholder': row<{ name: string; suggestion: string | undefined }>(
    'error',
    ({ name, suggestion }) => `no values are given for the placeholder ${quoted(name)}${didYouMean(suggestion)}`,
    'Give its values when the rules are loaded; to mean the percent sign itself write `\\%`, or leave out `expand`.',
  ),
  'sigma-time-range': row<{ modifier: string; lowest: number; highest: number; text: string }>(
    'error',
    ({ modifier, lowest, highest, text }) =>
      `modifier ${quoted(modifier)} needs a whole number from ${lowest} to ${highest}, not ${text}`,
    'Times are compared in UTC; weeks are those of ISO 8601.',
  ),
  'sigma-all-single': row<{ written: string }>(
    'warning',
    ({ written }) => `'all' on a single value (${quoted(written)})`,
    'The Sigma specification allows `all` on lists only; remove it.',
  ),
  'sigma-regex': row<{ reason: string }>(
    'error',
    ({ reason }) => `regular expression: ${reason}`,
    'Use what RE2 and Kusto share: no look-around, no back-references, no possessive or atomic groups.',
  ),
  'sigma-cidr': row<{ value: string; reason: string }>(
    'error',
    ({ value, reason }) => `${quoted(value)} is not a network: ${reason}`,
    'Write for example 10.0.0.0/8 or 2001:db8::/32.',
  ),
} as const;

const filterCodes = {
  'sigma-filter-keeps': row<Record<string, never>>(
    'warning',
    () => 'the condition of this filter has no `not`: it keeps what matches, and excludes everything else',
    'A filter keeps events that satisfy its condition. To exclude what a selection matches write `not selection`.',
  ),
  'sigma-filter-unknown-rule': row<{ rule: string; suggestion: string | undefined }>(
    'warning',
    ({ rule, suggestion }) => `the filter names the rule ${quoted(rule)}, which is not loaded${didYouMean(suggestion)}`,
    'Name ids or names of rules, or `any`.',
  ),
} as const;

const pipelineCodes = {
  'sigma-pipeline-unsupported': row<{ what: string; name: string; suggestion: string | undefined }>(
    'error',
    ({ what, name, suggestion }) => `${what} ${quoted(name)} is not supported in pipelines${didYouMean(suggestion)}`,
    'The pipeline is not used. docs/sigma.md lists what pipelines can hold.',
  ),
} as const;

export const sigmaCodes = {
  ...yamlCodes,
  ...documentCodes,
  ...conditionCodes,
  ...detectionCodes,
  ...modifierCodes,
  ...filterCodes,
  ...pipelineCodes,
} as const;
