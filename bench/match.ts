/**
 * Matching alone, plainly and compiled, on one core: `node bench/match.ts RULES CAPTURE…`. RULES is a folder of Sigma
 * rules, such as a checkout of SigmaHQ's. The events are read once; each lane asks about all of them, and a time counts
 * only where both lanes match the same.
 */
import { globSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { SourceText } from '../src/diagnostic/source-text.ts';
import type { ProcessEvent } from '../src/event/process-event.ts';
import { compileRuleSet } from '../src/match/compiled/rule-set.ts';
import { viewOf } from '../src/match/event-view.ts';
import { mapRule } from '../src/match/mapping.ts';
import { matchRule } from '../src/match/match.ts';
import { type PreparedRule, prepareRule } from '../src/match/prepare.ts';
import { readEvents } from '../src/read-events.ts';
import { loadSigma } from '../src/sigma/load.ts';
import { findLogs } from '../src/sources/log-set.ts';
import { median } from './measure.ts';

const [folder, ...captures] = process.argv.slice(2);
if (folder === undefined || captures.length === 0) {
  console.error('usage: node bench/match.ts RULES CAPTURE…');
  process.exit(2);
}

/** A lane goes over all events at least once, and again until it has taken so many seconds. */
const SECONDS = Number(process.env['SECONDS'] ?? 5);
const REFERENCE = '818f7b24-0fba-4c49-a073-8b755573b9c7';

const events = await eventsOf(captures);
const sources = sourcesIn(folder);
const linux = rulesOf(sources, false);
const all = rulesOf(sources, true);
const one = linux.filter(({ rule }) => rule.id === REFERENCE);
console.log(
  `${new Date().toISOString()}  Node ${process.version}  ${cpus()[0]?.model ?? ''} × ${cpus().length}  ${events.length} events`,
);
measure('1 rule', one.length > 0 ? one : linux.slice(0, 1));
measure('rules for Linux processes', linux);
measure('all rules that map', all);

function measure(name: string, rules: readonly PreparedRule[]): void {
  const started = performance.now();
  const compiled = compileRuleSet(rules);
  const compiling = performance.now() - started;
  const plain = lane((event) => plainMatches(rules, event));
  const fast = lane((event) => compiled.matches(event).length);
  const { atoms, literals, states, plainItems, always } = compiled.stats();
  console.log(`${name}: ${rules.length} rules, compiled in ${compiling.toFixed(1)} ms`);
  console.log(
    `  ${atoms} atoms, ${literals} literals, ${states} states, ${plainItems} plain items, ${always.length} always`,
  );
  if (plain.matches !== fast.matches) throw new Error(`${plain.matches} matches plainly, ${fast.matches} compiled`);
  console.log(`  ${fast.matches} matches in ${events.length} events by both`);
  for (const [lane, { rate }] of Object.entries({ plain, compiled: fast }))
    console.log(`  ${lane.padEnd(8)} ${Math.round(rate).toLocaleString('en').padStart(12)} events/s`);
  console.log(`  ${(fast.rate / plain.rate).toFixed(1)} times`);
}

/** Matches in all events, and the median rate of the passes; the first warms up where it is not the only one. */
function lane(matchesIn: (event: ProcessEvent) => number): { matches: number; rate: number } {
  const counts = new Set<number>();
  const rates: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  while (rates.length === 0 || performance.now() < end) {
    const started = performance.now();
    counts.add(events.reduce((sum, event) => sum + matchesIn(event), 0));
    rates.push((events.length * 1000) / (performance.now() - started));
  }
  const [matches, ...others] = counts;
  if (matches === undefined || others.length > 0) throw new Error('the passes of a lane differ');
  return { matches, rate: median(rates.length > 1 ? rates.slice(1) : rates) };
}

function plainMatches(rules: readonly PreparedRule[], event: ProcessEvent): number {
  const view = viewOf(event);
  let matches = 0;
  for (const rule of rules) if (matchRule(rule, view) !== null) matches += 1;
  return matches;
}

function sourcesIn(path: string): SourceText[] {
  return globSync(join(path, '**/*.yml'))
    .sort()
    .map((file) => new SourceText(file, readFileSync(file, 'utf8')));
}

function rulesOf(texts: readonly SourceText[], anyLogSource: boolean): PreparedRule[] {
  return loadSigma(texts, { anyLogSource }).rules.flatMap((rule) => {
    const { mapped } = mapRule(rule, 'asim');
    return mapped === undefined ? [] : [prepareRule(mapped)];
  });
}

async function eventsOf(paths: readonly string[]): Promise<readonly ProcessEvent[]> {
  const found: ProcessEvent[] = [];
  await readEvents(findLogs(paths).sets, {
    format: 'auto',
    host: 'bench',
    users: new Map(),
    onEvent: (event) => found.push(event),
    onProblem: () => {},
  });
  return found;
}
