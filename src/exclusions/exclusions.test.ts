import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import type { AsimColumns } from '../event/process-event.ts';
import { loadSigma } from '../sigma/load.ts';
import { applicableFilters, checkFilters } from './applicable.ts';
import { excludedBy, prepareFilter } from './exclude.ts';

const RULES = `title: First
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: first
level: low
logsource: {category: process_creation, product: linux}
detection: {selection: {User: root}, condition: selection}
---
title: Second
id: 029a690e-bef0-4204-a928-ef5e620d6fcc
level: low
logsource: {category: process_creation}
detection: {selection: {User: root}, condition: selection}
`;

function filterText(title: string, rules: string, body: string, product = 'linux'): string {
  const logsource = `logsource: {category: process_creation, product: ${product}}`;
  return `title: ${title}\n${logsource}\nfilter:\n  rules: ${rules}\n${body}`;
}

const ROOT = '  selection:\n    User: root\n  condition: not selection\n';
const { rules } = loadSigma([new SourceText('rules.yml', RULES)]);

function filtersOf(...texts: readonly string[]) {
  return loadSigma([new SourceText('filters.yml', texts.join('---\n'))]).filters;
}

describe('applicableFilters', () => {
  test.each([
    ['any', ['First', 'Second']],
    ['first', ['First']],
    ['[first, 029A690E-bef0-4204-a928-ef5e620d6fcc]', ['First', 'Second']],
    ['[second]', []],
  ])('rules: %s', (named, expected) => {
    const filters = filtersOf(filterText('f', named, ROOT));
    expect(rules.filter((rule) => applicableFilters(rule, filters).length > 0).map(({ title }) => title)).toEqual(
      expected,
    );
  });

  test('leaves out filters of another log source', () => {
    const source = new SourceText('f.yml', filterText('f', 'any', ROOT, 'windows'));
    const { filters } = loadSigma([source], { anyLogSource: true });
    expect(rules.map((rule) => applicableFilters(rule, filters).length)).toEqual([0, 1]);
  });
});

test('checkFilters warns of rules that are not loaded', () => {
  const filters = filtersOf(filterText('f', '[first, frist, 12345678-bef0-4204-a928-ef5e620d6fcc]', ROOT));
  expect(checkFilters(filters, rules).map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)).toEqual([
    "4:18 the filter names the rule 'frist', which is not loaded; did you mean 'first'?",
    "4:25 the filter names the rule '12345678-bef0-4204-a928-ef5e620d6fcc', which is not loaded",
  ]);
});

describe('excludedBy', () => {
  const prepared = (...texts: readonly string[]) =>
    filtersOf(...texts).flatMap((filter) => prepareFilter(filter, 'asim').prepared ?? []);
  const eventOf = (columns: Partial<AsimColumns>) => ({ columns: { ...columns, AdditionalFields: {} } as AsimColumns });

  test('names the first filter whose condition does not hold', () => {
    const filters = prepared(
      filterText('admin', 'any', ROOT.replace('root', 'admin')),
      filterText('root', 'any', ROOT),
      filterText('later', 'any', ROOT.replace('root', "'r*'")),
    );
    expect(excludedBy(filters, eventOf({ TargetUsername: 'root' }))?.title).toBe('root');
    expect(excludedBy(filters, eventOf({ TargetUsername: 'www-data' }))).toBeNull();
    expect(excludedBy([], eventOf({}))).toBeNull();
  });

  test('binds patterns to the identifiers of the filter itself', () => {
    const body = '  selection_a:\n    User: a\n  selection_b:\n    User: b\n  condition: not 1 of selection_*\n';
    const filters = prepared(filterText('f', 'any', body));
    expect(['a', 'b', 'c'].map((TargetUsername) => excludedBy(filters, eventOf({ TargetUsername })) !== null)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('widens only what is not negated', () => {
    const parent = "  selection:\n    ParentImage|endswith: '/cron'\n  condition: ";
    const event = eventOf({ ActingProcessName: '/bin/sh', ParentProcessName: '/usr/sbin/cron' });
    expect(excludedBy(prepared(filterText('f', 'any', `${parent}not selection\n`)), event)).toBeNull();
    expect(excludedBy(prepared(filterText('f', 'any', `${parent}selection\n`)), event)).toBeNull();
  });

  test('does not hide an error in a filter', () => {
    const [filter] = filtersOf(filterText('f', 'any', ROOT.replace('User', 'Usr')));
    const result = filter === undefined ? undefined : prepareFilter(filter, 'asim');
    expect(result?.prepared).toBeUndefined();
    expect(result?.diagnostics.map(({ code }) => code)).toEqual(['sigma-unknown-field']);
  });
});
