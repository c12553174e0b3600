import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Match } from '../../../src/alerts/alert.ts';
import { hitOf } from '../../../src/alerts/correlation.ts';
import { correlationId } from '../../../src/alerts/identity.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import type { AsimColumns } from '../../../src/event/process-event.ts';
import { Correlator } from '../../../src/match/correlation/correlator.ts';
import type { Firing } from '../../../src/match/correlation/counting.ts';
import { loadRuleset, matchesOf, type Ruleset } from '../../../src/ruleset.ts';
import { TYPES } from '../../../src/sigma/correlation/parse.ts';
import { printCorrelation } from '../../../src/sigma/correlation/print.ts';
import { eventOf } from './hits.ts';

/**
 * Each folder of test/golden/correlation holds `rules.yml`, `events.ndjson` (seconds, and some columns), and what comes out
 * as `expected.txt`: what the correlations mean, and each alert with the numbers of the events that were counted.
 * `UPDATE_GOLDEN=1` rewrites it: read it.
 */
const ROOT = new URL('../../golden/correlation/', import.meta.url);
const cases = readdirSync(ROOT).sort();

describe.each(cases)('%s', (name) => {
  const { correlations, problems } = rulesetOf(name);

  test('has rules without an error', () => {
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    expect(correlations.length).toBeGreaterThan(0);
  });

  test('expected.txt', () => {
    const path = new URL(`${name}/expected.txt`, ROOT);
    const text = told(name);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  test('has alerts, and the same whatever order the events come in', () => {
    expect(alertsIn(name)).not.toEqual([]);
    expect(alertsIn(name, (events) => events.toReversed())).toEqual(alertsIn(name));
  });
});

test.each(TYPES)('the golden cases hold the type %s', (type) => {
  const used = cases.flatMap((name) => rulesetOf(name).correlations.map(({ correlation }) => correlation.measure.type));
  expect(used).toContain(type);
});

interface GoldenEvent {
  /** Seconds. */
  readonly at: number;
  readonly columns: Partial<AsimColumns>;
}

function told(name: string): string {
  const { correlations } = rulesetOf(name);
  const meant = correlations.map(
    ({ correlation, judgement }) =>
      `${correlation.title} (${correlation.level}, ${judgement})\n${indented(printCorrelation(correlation))}\n`,
  );
  return `${meant.join('')}\n${alertsIn(name).join('\n')}\n`;
}

function alertsIn(name: string, order = (events: readonly GoldenEvent[]): readonly GoldenEvent[] => events): string[] {
  const ruleset = rulesetOf(name);
  const events = readEvents(name);
  const correlator = new Correlator<Match>(ruleset.correlations, correlationId);
  const alone: string[] = [];
  for (const event of order(events)) {
    const serial = events.indexOf(event) + 1;
    const columns = { TargetProcessId: String(serial), ...event.columns };
    for (const match of matchesOf(ruleset, eventOf({ time: event.at * 1000, serial, columns }))) {
      if (!ruleset.silent.has(match.rule)) alone.push(`${event.at}s  ${match.rule.title}: event ${serial}, on its own`);
      correlator.add(hitOf(match));
    }
  }
  const raised = correlator.end().filter(({ correlation }) => !ruleset.silent.has(correlation));
  return [...alone.sort(), ...raised.map(tellFiring)];
}

function tellFiring({ correlation, keys, value, from, to, members, newest }: Firing<Match>): string {
  const group = correlation.groupBy.map((field, at) => `${field.name}=${keys[at] || '(absent)'}`).join(' ');
  const events = newest.map(({ event }) => event.origin.line).join(', ');
  return `${to / 1000}s  ${correlation.title}: ${value} [${group}] from ${from / 1000}s, ${members.length} matches: events ${events}`;
}

function rulesetOf(name: string): Ruleset {
  return loadRuleset([new SourceText('rules.yml', readFileSync(new URL(`${name}/rules.yml`, ROOT), 'utf8'))], 'asim');
}

function readEvents(name: string): GoldenEvent[] {
  const lines = readFileSync(new URL(`${name}/events.ndjson`, ROOT), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as GoldenEvent);
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
