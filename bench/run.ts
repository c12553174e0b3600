/**
 * Hunting as whole processes, in turn with other programs on the same file:
 * `npm run bench -- [--log LOG] [--ndjson FILE] [--rules DIR] [--pairs N] [--peer NAME=PATH]…`. Without LOG, 200 MB are made
 * from the largest bundled capture; a lane whose program or input is not there is absent. A peer is a program that takes
 * the log as its only argument. What our program needs to start and load its rules is measured on one line, and subtracted.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import { firstLine, type Lane, laneOf, median, type Run, run } from './measure.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    log: { type: 'string' },
    ndjson: { type: 'string' },
    rules: { type: 'string', default: join(repository, '../shared/corpus/sigmahq') },
    pairs: { type: 'string', default: '3' },
    peer: { type: 'string', multiple: true, default: [] },
  },
});
const log = values.log ?? madeLog();
const corpus = existsSync(values.rules) ? ['--rules', values.rules, '--no-exclusions'] : [];
if (corpus.length === 0) console.log(`${values.rules}: absent; the bundled hunt is used in its place`);

console.log(machine());
await compare(log, [
  ours('shellhound, bundled hunt', log),
  ours('shellhound, rules of the corpus', log, ...corpus),
  { name: 'ausearch --format csv', command: 'ausearch', args: ['--format', 'csv', '-if', log], isOurs: false },
  ...values.peer.map((peer) => laneOf(peer, log)),
]);
const { ndjson } = values;
if (ndjson === undefined) console.log('whole events as NDJSON: absent (--ndjson FILE)');
else {
  const counts = await compare(ndjson, [
    ours('shellhound, rules of the corpus', ndjson, ...corpus, '--jobs', '1'),
    ours('the same, --jobs 2', ndjson, ...corpus, '--jobs', '2'),
  ]);
  if (counts.size !== 1)
    throw new Error(`one worker and two raise ${[...counts].join(' and ')} alerts: the times don't count`);
}

function ours(name: string, file: string, ...flags: readonly string[]): Lane {
  const program = join(repository, 'dist/cli/main.js');
  const args = [program, 'hunt', file, '--host', 'bench', '--output', 'json', '--stats', ...flags];
  return { name, command: process.execPath, args, isOurs: true };
}

/** Measures lanes in turn, and gives the counts of alerts that ours raised. */
async function compare(file: string, lanes: readonly Lane[]): Promise<ReadonlySet<number>> {
  const megabytes = statSync(file).size / 1_000_000;
  console.log(`${file}: ${megabytes.toFixed(0)} MB`);
  const present = lanes.filter(({ command }) => isInstalled(command));
  for (const { name } of lanes.filter((lane) => !present.includes(lane))) console.log(`${name}: absent`);
  const loading = new Map<Lane, number>();
  for (const lane of present) loading.set(lane, lane.isOurs ? await loadingOf(lane, file) : 0);
  const runs = new Map<Lane, Run[]>(present.map((lane) => [lane, []]));
  for (let pair = 0; pair < Number(values.pairs); pair += 1)
    for (const lane of present) runs.get(lane)?.push(await passed(lane));
  for (const [lane, all] of runs) console.log(line(lane, all, loading.get(lane) ?? 0, megabytes));
  return new Set([...runs].flatMap(([lane, all]) => (lane.isOurs ? [alertsOf(lane.name, all)] : [])));
}

async function passed({ name, command, args, isOurs }: Lane): Promise<Run> {
  const result = await run(command, args);
  // Rules of the corpus that are not used make our program end with 2.
  if (result.code !== 0 && !(isOurs && result.code === 2))
    throw new Error(`${name} ended with ${result.code}: ${result.stderr}`);
  return result;
}

/** Seconds that a run over the first line takes. */
async function loadingOf(lane: Lane, file: string): Promise<number> {
  const short = join(repository, 'bench/data/one-line.log');
  mkdirSync(join(repository, 'bench/data'), { recursive: true });
  writeFileSync(short, firstLine(file));
  return (await passed({ ...lane, args: lane.args.map((arg) => (arg === file ? short : arg)) })).wall;
}

function line({ name, isOurs }: Lane, runs: readonly Run[], loading: number, megabytes: number): string {
  const wall = median(runs.map((each) => each.wall)) - loading;
  const cpu = median(runs.map((each) => each.cpu ?? Number.NaN));
  const peak = Math.max(...runs.map((each) => each.peak ?? Number.NaN));
  const counts = isOurs ? `  ${alertsOf(name, runs)} alerts, ${loading.toFixed(2)} s to load subtracted` : '';
  return (
    `${name.padEnd(32)} wall ${wall.toFixed(2)} s  cpu ${cpu.toFixed(2)} s in all  ` +
    `${(megabytes / wall).toFixed(1)} MB/s  peak ${(peak / 1_000_000).toFixed(0)} MB${counts}`
  );
}

/** A time counts only if every run raised the same. */
function alertsOf(name: string, runs: readonly Run[]): number {
  const counts = new Set(runs.map(({ stderr }) => Number(/"alerts":(\d+)/.exec(stderr)?.[1])));
  const [count = Number.NaN, ...others] = counts;
  if (others.length > 0 || Number.isNaN(count))
    throw new Error(`${name}: the runs raised ${[...counts].join(' and ')} alerts`);
  return count;
}

function madeLog(): string {
  const path = join(repository, 'bench/data/bundled-200.log');
  mkdirSync(join(repository, 'bench/data'), { recursive: true });
  const capture = join(repository, 'hunts/linux-webshell/captures/node-attack/audit.log');
  if (!existsSync(path)) execFileSync(process.execPath, [join(repository, 'bench/make-log.ts'), capture, path, '200']);
  return path;
}

function isInstalled(command: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', command]);
    return true;
  } catch {
    return false;
  }
}
