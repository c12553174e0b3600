import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import type { AsimColumns, ProcessEvent } from '../../src/event/process-event.ts';
import { loadRuleset, matchesOf, type Ruleset } from '../../src/ruleset.ts';

const RULE = `title: A shell
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
level: low
logsource: {category: process_creation, product: osquery}
detection:
  sel:
    path|endswith: /sh
  condition: sel
`;
const FILTER = `title: Not by root
id: 129a690e-bef0-4204-a928-ef5e620d6fcc
logsource: {category: process_creation}
filter:
  rules: any
  sel:
    uname: root
  condition: not sel
`;
const FIELDS = `name: fields
priority: 20
transformations:
  - type: field_name_mapping
    mapping: {path: Image, uname: User, second: CommandLine}
    rule_conditions:
      - {type: logsource, product: linux}
`;
const SOURCE = `name: source
priority: 10
transformations:
  - type: change_logsource
    category: process_creation
    product: linux
    rule_conditions:
      - {type: logsource, product: osquery}
`;
const ONLY_WEB = `name: condition
priority: 30
transformations:
  - type: add_condition
    conditions: {User: www-data}
`;

function source(name: string, text: string): SourceText {
  return new SourceText(name, text);
}

function load(rules: readonly string[], ...pipelines: readonly string[]): Ruleset {
  return loadRuleset(
    rules.map((text, at) => source(`${at}.yml`, text)),
    'asim',
    pipelines.map((text, at) => source(`pipeline-${at}.yml`, text)),
  );
}

function codesOf({ problems }: Ruleset): string[] {
  return problems.map(({ code, at }) => `${code} ${at?.source}:${at?.line}`);
}

function found(ruleset: Ruleset, columns: Partial<AsimColumns>): string[] {
  const event = { columns: { ...columns, AdditionalFields: {} } } as unknown as ProcessEvent;
  return matchesOf(ruleset, event).map(({ rule, excludedBy }) => [rule.title, excludedBy?.title ?? ''].join(': '));
}

const SHELL = { TargetProcessName: '/bin/sh', TargetUsername: 'www-data' };

describe('pipelines of a rule set', () => {
  test('without them a rule of another log source is not ours', () => {
    expect(codesOf(load([RULE]))).toEqual(['sigma-unsupported-logsource 0.yml:4']);
  });

  test('give a rule our log source and fields, by priority and not by place', () => {
    for (const order of [
      [FIELDS, SOURCE],
      [SOURCE, FIELDS],
    ]) {
      const ruleset = load([RULE], ...order);
      expect(codesOf(ruleset)).toEqual([]);
      expect(found(ruleset, SHELL)).toEqual(['A shell: ']);
      expect(found(ruleset, { TargetProcessName: '/bin/id' })).toEqual([]);
    }
  });

  test('a condition by log source sees what the steps before have made of it', () => {
    const late = FIELDS.replace('priority: 20', 'priority: 5');
    expect(codesOf(load([RULE], late, SOURCE))).toEqual(['sigma-unknown-field 0.yml:7']);
  });

  test('of the same priority the first given is applied first', () => {
    const to = (field: string): string =>
      `name: ${field}\ntransformations:\n  - type: field_name_mapping\n    mapping: {path: ${field}}\n`;
    const direct = RULE.replace('osquery', 'linux');
    expect(found(load([direct], to('Image'), to('CommandLine')), SHELL)).toEqual(['A shell: ']);
    expect(found(load([direct], to('CommandLine'), to('Image')), SHELL)).toEqual([]);
  });

  test('change filters as they change the rule, and do not add conditions to them', () => {
    const ruleset = load([RULE, FILTER], FIELDS, SOURCE, ONLY_WEB);
    expect(codesOf(ruleset)).toEqual([]);
    expect(found(ruleset, SHELL)).toEqual(['A shell: ']);
    expect(found(ruleset, { ...SHELL, TargetUsername: 'root' })).toEqual([]);
    const all = load([RULE, FILTER], FIELDS, SOURCE);
    expect(found(all, { ...SHELL, TargetUsername: 'root' })).toEqual(['A shell: Not by root']);
  });

  test('a filter that no rule is asked about is looked at for its own log source', () => {
    const ruleset = load([RULE, FILTER.replace('any', '[929a690e-0000-4204-a928-ef5e620d6fcc]')], FIELDS, SOURCE);
    expect(codesOf(ruleset)).toEqual(['sigma-unknown-field 1.yml:7', 'sigma-filter-unknown-rule 1.yml:5']);
  });

  test('give placeholders their values', () => {
    const expanded = RULE.replace('osquery', 'linux').replace('path|endswith: /sh', "Image|expand: '%shells%'");
    const vars = 'name: v\nvars: {shells: [/bin/sh, /bin/bash]}\ntransformations:\n  - type: value_placeholders\n';
    expect(codesOf(load([expanded]))).toEqual(['sigma-placeholder 0.yml:7']);
    expect(found(load([expanded], vars), SHELL)).toEqual(['A shell: ']);
  });

  test('one that is wrong is told with its place, and is not used', () => {
    const ruleset = load([RULE], SOURCE.replace('change_logsource', 'change_logsauce'), FIELDS);
    expect(codesOf(ruleset)).toContain('sigma-pipeline-unsupported pipeline-0.yml:4');
    expect(ruleset.rules).toEqual([]);
  });

  test('are part of the hash of the rule set', () => {
    expect(load([RULE], SOURCE).hash).not.toBe(load([RULE]).hash);
  });
});
