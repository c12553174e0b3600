import { describe, expect, test } from 'vitest';
import { SourceText } from '../../diagnostic/source-text.ts';
import { loadSigma } from '../load.ts';

const HEAD = `title: A rule
name: a
level: low
logsource: {category: process_creation}
detection: {s: {Image: x}, condition: s}
---
title: Many
name: many
level: low
correlation:
`;

/** Lines of a correlation, which begin in line 11. */
function load(lines: readonly string[]) {
  return loadSigma([new SourceText('rule.yml', `${HEAD}${lines.map((line) => `  ${line}\n`).join('')}`)]);
}

function problemsOf(lines: readonly string[]): readonly string[] {
  const { correlations, diagnostics } = load(lines);
  expect(correlations).toHaveLength(diagnostics.some(({ severity }) => severity === 'error') ? 0 : 1);
  return diagnostics.map(({ at, message }) => `${at?.line}:${at?.column}-${at?.endColumn} ${message}`);
}

const START = ['rules: [a]', 'group-by: [User]', 'timespan: 5m'];

describe('what is wrong with the condition of a correlation', () => {
  test.each([
    ['event_count', 'condition:', "11:3-4 the correlation has no 'condition'"],
    ['event_count', 'generate: true', "11:3-4 the correlation has no 'condition'"],
    ['event_count', 'condition: a and b', "15:14-21 'condition' must be a map, not a string"],
    ['event_count', 'condition: [gte, 3]', "15:14-22 'condition' must be a map, not a list"],
    ['temporal', 'condition: [gte, 3]', "15:14-22 'condition' must be a map, not a list"],
    ['event_count', 'condition: {gte: [3]}', "15:20-23 'gte' must be a number, not a list"],
    ['event_count', 'condition: {gte: .inf}', "15:20-24 'gte' must be a number, not '.inf'"],
    [
      'event_count',
      'condition: {gte: 3, field: User}',
      "15:23-28 'field' means nothing in a correlation of the type event_count",
    ],
    ['value_count', 'condition: {gte: 3}', "15:14-22 the condition has no 'field'"],
    ['value_count', 'condition: {gte: 3, field: null}', "15:14-35 the condition has no 'field'"],
    ['value_count', 'condition: {gte: 3, field: []}', "15:30-32 'field' is empty"],
    [
      'value_count',
      'condition: {gte: 3, field: {a: b}}',
      "15:30-36 'field' must be text or a list of texts, not a map",
    ],
    ['value_sum', 'condition: {gte: 3, field: [ProcessId, User]}', "15:30-47 'field' must be one field, not a list"],
    [
      'value_percentile',
      'condition: {gte: 3, field: ProcessId}',
      "15:14-40 the condition of a value_percentile has no 'percentile'",
    ],
    [
      'value_percentile',
      'condition: {gte: 3, field: ProcessId, percentile: 101}',
      "15:53-56 'percentile' must be a number from 0 to 100, not '101'",
    ],
    [
      'value_percentile',
      'condition: {gte: 3, field: ProcessId, percentile: -1}',
      "15:53-55 'percentile' must be a number from 0 to 100, not '-1'",
    ],
  ])('%s, %s', (type, line, ...found) => {
    expect(problemsOf([`type: ${type}`, ...START, line])).toEqual(found);
  });

  test.each([
    ['value_percentile', 'condition: {gte: 3, field: ProcessId, percentile: 100}'],
    ['value_percentile', 'condition: {gte: 3, field: ProcessId, percentile: 0}'],
    ['value_count', 'condition: {gte: 3, field: [User, Image]}'],
    ['event_count', 'condition: {gte: 1.5}'],
  ])('nothing: %s, %s', (type, line) => {
    expect(problemsOf([`type: ${type}`, ...START, line])).toEqual([]);
  });
});

describe('what is wrong with the rest of a correlation', () => {
  const [rules, group, span] = START as [string, string, string];
  const condition = 'condition: {gte: 3}';
  test.each([
    [['rules:', group, span, condition], "11:3-4 the correlation has no 'rules'"],
    [[group, span, condition], "11:3-4 the correlation has no 'rules'"],
    [['rules: []', group, span, condition], "12:10-12 'rules' is empty"],
    [['rules: {a: b}', group, span, condition], "12:10-16 'rules' must be text or a list of texts, not a map"],
    [[rules, 'group-by: {a: b}', span, condition], "13:13-19 'group-by' must be text or a list of texts, not a map"],
    [[rules, group, 'timespan: [5m]', condition], "14:13-17 'timespan' must be text, not a list"],
    [[rules, group, condition], "11:3-4 the correlation has no 'timespan'"],
    [[rules, group, span, condition, 'aliases: [a]'], "16:12-15 'aliases' must be a map, not a list"],
    [
      [rules, group, span, condition, 'aliases: {x: y}'],
      "16:16-17 'x' must be a map from rules to fields, not a string",
    ],
    [[rules, group, span, condition, 'aliases: {x: {a: [b]}}'], "16:20-23 'a' must be a field, not a list"],
    [[rules, group, span, condition, 'generate: maybe'], "16:13-18 'generate' must be true or false, not a string"],
  ])('%j', (lines, ...found) => expect(problemsOf(['type: event_count', ...lines])).toEqual(found));

  test('timespans end at a hundred years', () => {
    const of = (text: string) => load(['type: event_count', rules, group, `timespan: ${text}`, condition]);
    expect(of('100y').correlations).toHaveLength(1);
    expect(of('101y').correlations).toEqual([]);
    expect(of('0m').correlations).toEqual([]);
  });
});
