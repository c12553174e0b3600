/**
 * Reading and matching NDJSON in one process, each lane in turn with a bare `JSON.parse` of every line:
 * `node bench/lanes.ts LOG RULES [PASSES [SET…]]`. Rules are loaded and compiled before; the clock runs from the first byte
 * to the last alert, and the best of several passes counts. A time counts only where reading lines in place gives as many
 * alerts as reading each line as a whole.
 */

import { hunt } from '../src/flow.ts';
import { loadHunt } from '../src/hunt/hunt.ts';
import type { Ruleset } from '../src/ruleset.ts';
import { LineSplitter } from '../src/sources/lines.ts';
import { readBytes } from '../src/sources/read-bytes.ts';
import { machine } from './machine.ts';
import { ruleSets } from './rule-sets.ts';

const [log, folder, passes = '5', ...names] = process.argv.slice(2);
if (log === undefined || folder === undefined) {
  console.error('usage: node bench/lanes.ts LOG RULES [PASSES [SET…]]');
  process.exit(2);
}
const path = log;
const roots = loadHunt('linux-webshell').hunt?.roots ?? [];

interface Pass {
  /** Seconds by the clock, and of processor time. */
  readonly wall: number;
  readonly cpu: number;
  /** Lines, and alerts or whatever else must be the same in each pass. */
  readonly lines: number;
  readonly result: number;
  /** Lines with an alert. */
  readonly alerting: number;
}

console.log(machine());
const sets = ruleSets(folder).filter(({ name }) => names.length === 0 || names.includes(name));
await parseLines();
const best = new Map<string, number>();
for (const { name, rules } of sets) await compare(name, rules);
const [one, thousand] = [best.get('1'), best.get('1000')];
if (one !== undefined && thousand !== undefined)
  console.log(`from 1 to 1000 rules: ${(thousand / one).toFixed(2)} times the processor time`);

async function compare(name: string, rules: Ruleset): Promise<void> {
  const whole = await timed(() => alertsIn(rules, true));
  const lane = await warmed(() => alertsIn(rules, false));
  const pairs: [Pass, Pass][] = [];
  for (let pass = 0; pass < Number(passes); pass += 1) pairs.push([await timed(parseLines), await lane()]);
  if (pairs.some(([, { result }]) => result !== whole.result)) throw new Error(`${name}: alerts differ`);
  const least = (lane: 0 | 1, of: 'wall' | 'cpu') => Math.min(...pairs.map((pair) => pair[lane][of]));
  const [wall, cpu] = [least(1, 'wall'), least(1, 'cpu')];
  best.set(name, cpu);
  const ratio = (of: 'wall' | 'cpu') => (least(0, of) / least(1, of)).toFixed(2);
  console.log(
    `${name.padStart(5)} rules  ${rate(whole.lines, wall)} events/s, ${rate(whole.lines, cpu)} a processor second  ` +
      `${ratio('wall')} × JSON.parse by the clock, ${ratio('cpu')} × by processor time ` +
      `(${rate(whole.lines, least(0, 'cpu'))})  whole events: ${rate(whole.lines, whole.cpu)}  ` +
      `${whole.result} alerts in both, at ${((100 * whole.alerting) / whole.lines).toFixed(3)} % of the lines  ${memory()}`,
  );
}

/** The same, after it has run once. */
async function warmed(run: () => Promise<Omit<Pass, 'wall' | 'cpu'>>): Promise<() => Promise<Pass>> {
  await run();
  return () => timed(run);
}

async function timed(run: () => Promise<Omit<Pass, 'wall' | 'cpu'>>): Promise<Pass> {
  const started = performance.now();
  const before = process.cpuUsage();
  const result = await run();
  const { user, system } = process.cpuUsage(before);
  return { ...result, wall: (performance.now() - started) / 1000, cpu: (user + system) / 1_000_000 };
}

async function parseLines(): Promise<Omit<Pass, 'wall' | 'cpu'>> {
  let lines = 0;
  let members = 0;
  const splitter = new LineSplitter(
    (buffer, start, end) => {
      lines += 1;
      if (JSON.parse(buffer.toString('utf8', start, end)) !== null) members += 1;
    },
    () => undefined,
  );
  await readBytes(path, (chunk) => splitter.push(chunk), false);
  splitter.end();
  return { lines, result: members, alerting: 0 };
}

async function alertsIn(rules: Ruleset, everyEvent: boolean): Promise<Omit<Pass, 'wall' | 'cpu'>> {
  let alerts = 0;
  const alerting = new Set<number>();
  const { read } = await hunt([{ name: path, files: [path] }], rules, roots, {
    format: 'auto',
    host: 'bench',
    users: new Map(),
    hashed: false,
    level: 'informational',
    since: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    everyEvent,
    onAlert: ({ origin }) => {
      alerts += 1;
      alerting.add(origin.offset);
    },
    onProblem: () => undefined,
  });
  return { lines: read.counts.lines, result: alerts, alerting: alerting.size };
}

function rate(lines: number, seconds: number): string {
  return Math.round(lines / seconds).toLocaleString('en');
}

function memory(): string {
  return `${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB at most so far`;
}
