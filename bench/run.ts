/**
 * Hunting in a raw audit log, as whole processes, in turn with the audit system's own reader on the same file:
 * `npm run bench -- [LOG] [PAIRS]`. Without LOG, 200 MB are made from the largest bundled capture.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, type Run, run } from './measure.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const log = process.argv[2] ?? madeLog();
const pairs = Number(process.argv[3] ?? 3);
const megabytes = statSync(log).size / 1_000_000;

const lanes: readonly { name: string; command: string; args: readonly string[] }[] = [
  {
    name: 'shellhound hunt --output json',
    command: process.execPath,
    args: [join(repository, 'dist/cli/main.js'), 'hunt', log, '--host', 'bench', '--output', 'json', '--stats'],
  },
  { name: 'ausearch --format csv', command: 'ausearch', args: ['--format', 'csv', '-if', log] },
];
const present = lanes.filter(({ command }) => command === process.execPath || isInstalled(command));
for (const { name } of lanes.filter((lane) => !present.includes(lane))) console.log(`${name}: absent`);

console.log(
  `${new Date().toISOString()}  Node ${process.version}  ${cpus()[0]?.model ?? ''} × ${cpus().length}  ${log}: ${megabytes.toFixed(0)} MB`,
);
const results = new Map<string, Run[]>(present.map(({ name }) => [name, []]));
for (let pair = 0; pair < pairs; pair += 1) {
  for (const { name, command, args } of present) {
    const result = await run(command, args);
    if (result.code !== 0) throw new Error(`${name} ended with ${result.code}: ${result.stderr}`);
    results.get(name)?.push(result);
  }
}
for (const [name, runs] of results) console.log(line(name, runs));
const [ours, theirs] = [...results.values()];
if (ours !== undefined && theirs !== undefined) {
  const ratios = ours.map((each, at) => (theirs[at]?.wall ?? Number.NaN) / each.wall);
  console.log(
    `times as fast, pair by pair: ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}, median ${median(ratios).toFixed(2)}`,
  );
}
console.log(ours?.at(-1)?.stderr.trim().split('\n').at(-1) ?? '');

function line(name: string, runs: readonly Run[]): string {
  const wall = median(runs.map((each) => each.wall));
  const cpu = median(runs.map((each) => each.cpu ?? Number.NaN));
  const peak = Math.max(...runs.map((each) => each.peak ?? Number.NaN));
  return `${name.padEnd(32)} wall ${wall.toFixed(2)} s  cpu ${cpu.toFixed(2)} s  ${(megabytes / wall).toFixed(1)} MB/s  peak ${(peak / 1_000_000).toFixed(0)} MB`;
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
    execFileSync('sh', ['-c', `command -v ${command}`]);
    return true;
  } catch {
    return false;
  }
}
