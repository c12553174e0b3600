import { describe, expect, test } from 'vitest';
import { correlationId } from '../../../src/alerts/identity.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { Correlator, type CorrelatorLimits, LIMITS } from '../../../src/match/correlation/correlator.ts';
import { prepareCorrelation } from '../../../src/match/correlation/prepare.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import { eventOf, hitOf } from './hits.ts';

function opened(body: readonly string[], limits: Partial<CorrelatorLimits>) {
  const text = [
    'title: a',
    'name: a',
    'level: low',
    'logsource: {category: process_creation}',
    'detection: {s: {Image: x}, condition: s}',
    '---',
    'title: many',
    'name: many',
    'correlation:',
    '    rules: [a]',
    ...body.map((line) => `    ${line}`),
  ];
  const { rules, correlations, diagnostics } = loadSigma([new SourceText('rules.yml', `${text.join('\n')}\n`)]);
  const [rule] = rules;
  if (rule === undefined || correlations.length !== 1) throw new Error(JSON.stringify(diagnostics));
  const prepared = correlations.flatMap((each) => prepareCorrelation(each).prepared ?? []);
  const correlator = new Correlator<undefined>(prepared, correlationId, { ...LIMITS, ...limits });
  const add = (time: number, serial: number, user?: string) =>
    correlator.add(hitOf(rule, eventOf({ time, serial, columns: user === undefined ? {} : { TargetUsername: user } })));
  return { correlator, add };
}

const COUNT = ['type: event_count', 'group-by: [User]', 'timespan: 1m', 'condition: {gte: 3}'];

describe('what correlations hold is bounded, and what is dropped is counted', () => {
  test('matches that wait: the older half is counted, and what comes from before is late', () => {
    const { correlator, add } = opened(COUNT, { waiting: 10 });
    const fired = Array.from({ length: 11 }, (_, at) => add(at * 1000, at)).flat();
    expect(fired.map(({ to }) => to)).toEqual([2000]);
    expect(add(1500, 99)).toEqual([]);
    expect(correlator.end()).toEqual([]);
    expect(correlator.stats()).toEqual({ counted: 11, fired: 1, dropped: 0, droppedGroups: 0, late: 1, ignored: 0 });
  });

  test('an event from the far future does not make the others late', () => {
    const { correlator, add } = opened(COUNT, { waiting: 10 });
    add(Date.UTC(2999, 1), 0);
    for (let at = 1; at <= 100; at += 1) add(at * 100, at);
    correlator.end();
    expect(correlator.stats().late).toBe(0);
  });

  test('many matches of one time', () => {
    const { correlator, add } = opened(COUNT, { waiting: 10 });
    for (let at = 0; at <= 100; at += 1) add(5, at);
    correlator.end();
    expect(correlator.stats()).toMatchObject({ counted: 11, late: 90, fired: 1 });
  });

  test('groups: that which was touched longest ago gives way', () => {
    const { correlator, add } = opened(COUNT, { groups: 2 });
    const users = ['a', 'a', 'b', 'c', 'a', 'b', 'b'];
    for (const [at, user] of users.entries()) add(at, at, user);
    expect(correlator.end().map(({ keys }) => keys)).toEqual([]);
    expect(correlator.stats()).toMatchObject({ droppedGroups: 3, dropped: 4 });
  });

  test('entries: the oldest give way', () => {
    const { correlator, add } = opened(['type: event_count', 'timespan: 1m', 'condition: {gt: 5}'], { entries: 5 });
    for (let at = 0; at < 20; at += 1) add(at, at);
    expect(correlator.end()).toEqual([]);
    expect(correlator.stats()).toMatchObject({ counted: 20, dropped: 15 });
  });

  test('and nothing stays of what is over', () => {
    const { correlator, add } = opened(COUNT, { groups: 2, entries: 4 });
    for (let at = 0; at < 1000; at += 1) add(at * 61_000, at, `user${at}`);
    correlator.end();
    expect(correlator.stats()).toMatchObject({ counted: 1000, dropped: 0, droppedGroups: 0 });
  });
});

describe('time taken grows with the matches, not with their square', () => {
  test.each([
    ['event_count', '{gte: 1000000}'],
    ['value_count', '{gte: 1000000, field: ProcessId}'],
    ['value_sum', '{gte: 1000000000, field: ProcessId}'],
    ['value_median', '{gte: 1000000000, field: ProcessId}'],
    ['temporal_ordered', '{gte: 2}'],
  ])('%s', (type, condition) => {
    const { correlator, add } = opened([`type: ${type}`, 'timespan: 1d', `condition: ${condition}`], {});
    const started = performance.now();
    for (let at = 0; at < 100_000; at += 1) add(at, at);
    correlator.end();
    expect(correlator.stats().counted).toBe(100_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
