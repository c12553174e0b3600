import { describe, expect, test } from 'vitest';
import { sigmaCodes } from '../../src/diagnostic/codes/sigma.ts';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { checkFilters } from '../../src/exclusions/applicable.ts';
import { mapRule } from '../../src/match/mapping.ts';
import { loadSigma } from '../../src/sigma/load.ts';
import { loadPipelines } from '../../src/sigma/pipelines/load.ts';

/** For each code a text that gives it, with the first such diagnostic's place and words. */
interface Case {
  readonly source: string;
  /** Line and column. */
  readonly at: string;
  readonly message: string;
}

const cases: Readonly<Record<keyof typeof sigmaCodes, Case>> = {
  'yaml-syntax': {
    source: lines('title: "open'),
    at: '2:1',
    message: 'YAML: Missing closing "quote',
  },
  'yaml-too-large': {
    source: 'x'.repeat((1 << 20) + 1),
    at: '1:1',
    message: 'the file has 1048577 characters (limit 1048576)',
  },
  'yaml-too-deep': {
    source: '['.repeat(50),
    at: '1:41',
    message: 'YAML is nested deeper than 40 levels',
  },
  'yaml-too-many': {
    source: '---\na: 1\n'.repeat(1001),
    at: '2001:1',
    message: 'more than 1000 documents',
  },
  'yaml-duplicate-key': {
    source: lines('title: a', 'Title: b', 'title: c'),
    at: '3:1',
    message: "key 'title' is already given in line 1",
  },
  'yaml-alias': {
    source: lines('a: *none'),
    at: '1:4',
    message: "alias '*none' refers to no anchor",
  },
  'yaml-unsupported': {
    source: lines('? [a, b]', ': c'),
    at: '1:3',
    message: 'maps and lists as keys are not supported in rules',
  },
  'sigma-no-documents': {
    source: lines('# nothing'),
    at: '1:1',
    message: 'the file holds no rule and no filter',
  },
  'sigma-not-a-rule': {
    source: lines('title: t', 'logsource: {}'),
    at: '1:1',
    message: 'this document is no rule, correlation or filter: its keys are title, logsource',
  },
  'sigma-action': {
    source: lines('action: repeat', 'title: t'),
    at: '1:9',
    message: 'the action has no rule before it to repeat',
  },
  'sigma-unsupported-document': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  timeframe: 1m',
      '  condition: sel',
    ),
    at: '7:3',
    message: 'a timeframe is not supported yet',
  },
  'sigma-missing': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image: x',
    ),
    at: '5:3',
    message: "the detection has no 'condition'",
  },
  'sigma-wrong-type': {
    source: lines(
      'title: [a]',
      'level: low',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '1:8',
    message: "'title' must be text, not a list",
  },
  'sigma-unknown-level': {
    source: lines(
      'title: t',
      'level: hihg',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '2:8',
    message: "unknown level 'hihg'; did you mean 'high'?",
  },
  'sigma-level-missing': {
    source: lines(
      '',
      'title: t',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '2:1',
    message: "the rule has no level; 'medium' is used",
  },
  'sigma-unknown-status': {
    source: lines(
      'title: t',
      'level: low',
      'status: stabel',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '3:9',
    message: "unknown status 'stabel'; did you mean 'stable'?",
  },
  'sigma-bad-id': {
    source: lines(
      'title: t',
      'level: low',
      'id: my-rule',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '3:5',
    message: "the id 'my-rule' is not a UUID",
  },
  'sigma-duplicate-id': {
    source: lines(
      'title: t',
      'level: low',
      'id: 818f7b24-0fba-4c49-a073-8b755573b9c7',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
      '---',
      'title: t',
      'level: low',
      'id: 818F7b24-0fba-4c49-a073-8b755573b9c7',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '10:1',
    message: "the id '818f7b24-0fba-4c49-a073-8b755573b9c7' is already used at rule.yml:1",
  },
  'sigma-unsupported-logsource': {
    source: lines(
      'title: t',
      'logsource:',
      '  category: process_creation',
      '  product: windows',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '3:3',
    message: 'log source category=process_creation product=windows is not Linux process creation',
  },
  'sigma-unsupported-taxonomy': {
    source: lines(
      'title: t',
      'level: low',
      'taxonomy: ecs',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '3:11',
    message: "taxonomy 'ecs' is not supported",
  },
  'sigma-condition-syntax': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: "sel and\\tor sel"',
    ),
    at: '7:24',
    message: "condition: expected a search identifier, found 'or'",
  },
  'sigma-condition-unknown': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image: x',
      "  condition: 'sel or not sle'",
    ),
    at: '7:26',
    message: "condition: no search identifier 'sle'; did you mean 'sel'?",
  },
  'sigma-condition-no-match': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: 1 of filter_*',
    ),
    at: '7:14',
    message: "condition: no search identifier matches 'filter_*'",
  },
  'sigma-condition-count': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: 2 of them',
    ),
    at: '7:14',
    message: "condition: '2 of' is not Sigma",
  },
  'sigma-condition-too-deep': {
    source: withCondition(`${'not '.repeat(70)}sel`),
    at: '7:270',
    message: 'condition: nested deeper than 64 levels',
  },
  'sigma-condition-too-large': {
    source: manyTerms(),
    at: '1005:1114',
    message: 'condition: stands for more than 100000 search identifiers',
  },
  'sigma-unsupported-aggregation': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel | count() by User > 5',
    ),
    at: '7:18',
    message: "condition: aggregation ('| count() by User > 5') is not supported",
  },
  'sigma-unused-identifier': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  other:',
      '    User: x',
      '  condition: sel',
    ),
    at: '7:3',
    message: "no condition uses the search identifier 'other'",
  },
  'sigma-empty': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel: {}',
      '  condition: sel',
    ),
    at: '5:8',
    message: "'sel' is empty",
  },
  'sigma-null-in-list': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    User:',
      "      - ''",
      '      - null',
      '  condition: sel',
    ),
    at: '8:9',
    message: "null in the list of values of 'User'",
  },
  'sigma-number-precision': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    ProcessId: 12345678901234567890',
      '  condition: sel',
    ),
    at: '6:16',
    message: 'the number 12345678901234567890 cannot be kept exactly',
  },
  'sigma-matches-everything': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      "    Image|contains: ''",
      '  condition: sel',
    ),
    at: '6:21',
    message: "'Image|contains' with this value matches every event",
  },
  'sigma-audit-never': {
    source: onRecords('  sel:', '    type: SERVICE_STOP', '    unit: ufw', '  condition: sel'),
    at: '6:5',
    message: "no record of an execution can satisfy 'type: SERVICE_STOP'",
  },
  'sigma-audit-part': {
    source: onRecords('  sel:', '    a0: id', '  add:', '    type: ADD_USER', '  condition: sel or add'),
    at: '8:5',
    message: "no record of an execution can satisfy 'add', so this part of the rule is blind",
  },
  'sigma-audit-path': {
    source: onRecords('  sel:', '    type: PATH', '    name: /etc/shells', '  condition: sel'),
    at: '6:5',
    message: "'sel' sees the paths of programs that run, not files that other calls touch",
  },
  'sigma-unknown-field': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    ParentImge|endswith: x',
      '  condition: sel',
    ),
    at: '6:5',
    message: "unknown field 'ParentImge'; did you mean 'ParentImage'?",
  },
  'sigma-unknown-modifier': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image|cased|endwith: x',
      '  condition: sel',
    ),
    at: '6:17',
    message: "unknown modifier 'endwith'; did you mean 'endswith'?",
  },
  'sigma-encoding': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      "    CommandLine|base64: 'a\\*b*'",
      '  condition: sel',
    ),
    at: '6:30',
    message: "modifier 'base64' cannot encode this value: it holds a wildcard",
  },
  'sigma-pattern-too-long': {
    source: onRecords('  sel:', `    a0: '*${'a'.repeat(500)}?*'`, '  condition: sel'),
    at: '6:9',
    message: '501 characters with `?` stand between two `*` (limit 500)',
  },
  'sigma-too-many-variants': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      `    CommandLine|windash: '${' -a'.repeat(20)}'`,
      '  condition: sel',
    ),
    at: '6:26',
    message: "modifier 'windash' makes too many values of this one",
  },
  'sigma-placeholder': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      "    User|expand: 'a %admins%'",
      '  condition: sel',
    ),
    at: '6:21',
    message: "no values are given for the placeholder 'admins'",
  },
  'sigma-time-range': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    EventStartTime|hour: 24',
      '  condition: sel',
    ),
    at: '6:26',
    message: "modifier 'hour' needs a whole number from 0 to 23, not 24",
  },
  'sigma-modifier-conflict': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image|contains|startswith: x',
      '  condition: sel',
    ),
    at: '6:20',
    message: "modifier 'startswith' cannot be combined with 'contains'",
  },
  'sigma-modifier-order': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image|i|re: x',
      '  condition: sel',
    ),
    at: '6:11',
    message: "modifier 'i' must come after 're'",
  },
  'sigma-modifier-repeated': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image|cased|cased: x',
      '  condition: sel',
    ),
    at: '6:17',
    message: "modifier 'cased' is given twice",
  },
  'sigma-modifier-value': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Image|exists:',
      '      - true',
      "      - 'yes'",
      '  condition: sel',
    ),
    at: '8:9',
    message: "modifier 'exists' needs true or false, not a string",
  },
  'sigma-modifier-without-field': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      "    '|cidr': 10.0.0.0/8",
      '  condition: sel',
    ),
    at: '6:7',
    message: "modifier 'cidr' needs a field",
  },
  'sigma-all-single': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    CommandLine|contains|all: x',
      '  condition: sel',
    ),
    at: '6:31',
    message: "'all' on a single value ('CommandLine|contains|all')",
  },
  'sigma-regex': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      "    CommandLine|re: 'a(?=b)'",
      '  condition: sel',
    ),
    at: '6:23',
    message: 'regular expression: look-around is not supported',
  },
  'sigma-cidr': {
    source: lines(
      'title: t',
      'level: low',
      'logsource: {category: process_creation, product: linux}',
      'detection:',
      '  sel:',
      '    Dvc|cidr: 10.1.2.3/8',
      '  condition: sel',
    ),
    at: '6:15',
    message: "'10.1.2.3/8' is not a network: bits behind the prefix are set",
  },
  'sigma-pipeline-unsupported': {
    source: lines('name: p', 'transformations:', '  - type: field_name_maping', '    mapping: {a: b}'),
    at: '3:11',
    message: "the transformation 'field_name_maping' is not supported in pipelines; did you mean 'field_name_mapping'?",
  },
  'sigma-filter-keeps': {
    source: lines(
      'title: f',
      'logsource: {category: process_creation}',
      'filter:',
      '  rules: any',
      '  selection:',
      '    User: x',
      '  condition: selection',
    ),
    at: '7:14',
    message: 'the condition of this filter has no `not`: it keeps what matches, and excludes everything else',
  },
  'sigma-filter-unknown-rule': {
    source: lines(
      'title: f',
      'logsource: {category: process_creation}',
      'filter:',
      '  rules:',
      '    - web_shel',
      '  selection:',
      '    User: x',
      '  condition: not selection',
      '---',
      'title: t',
      'name: web_shell',
      'level: low',
      'logsource: {category: process_creation}',
      'detection:',
      '  sel:',
      '    Image: x',
      '  condition: sel',
    ),
    at: '5:7',
    message: "the filter names the rule 'web_shel', which is not loaded; did you mean 'web_shell'?",
  },
};

describe('each diagnostic of rules has its text and place', () => {
  test.each(Object.entries(cases))('%s', (code, { source, at, message }) => {
    const found = diagnose(source).find((diagnostic) => diagnostic.code === code);
    expect(found?.message).toBe(message);
    expect(`${found?.at?.line}:${found?.at?.column}`).toBe(at);
    expect(found?.at?.source).toBe('rule.yml');
    expect(found?.help).not.toBe('');
  });

  test('and the table lists nothing else', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(sigmaCodes).sort());
  });
});

function diagnose(text: string): Diagnostic[] {
  if (text.includes('transformations:')) return [...loadPipelines([new SourceText('rule.yml', text)]).diagnostics];
  const { rules, filters, diagnostics } = loadSigma([new SourceText('rule.yml', text)]);
  const unmapped = rules.flatMap((rule) => mapRule(rule, 'asim').diagnostics);
  return [...diagnostics, ...unmapped, ...checkFilters(filters, rules)];
}

function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}

function onRecords(...detection: readonly string[]): string {
  const logsource = 'logsource: {product: linux, service: auditd}';
  return lines('title: t', 'level: low', logsource, 'detection:', ...detection);
}

function withCondition(condition: string): string {
  const logsource = 'logsource: {category: process_creation}';
  return lines(
    'title: t',
    'level: low',
    logsource,
    'detection:',
    '  sel:',
    '    Image: x',
    `  condition: ${condition}`,
  );
}

function manyTerms(): string {
  const selections = Array.from({ length: 1000 }, (_, index) => `  s${index}: [x]`);
  const condition = `  condition: ${'1 of s* or '.repeat(101)}s1`;
  return lines(
    'title: t',
    'level: low',
    'logsource: {category: process_creation}',
    'detection:',
    ...selections,
    condition,
  );
}
