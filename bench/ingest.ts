/**
 * Storing events, as whole processes on one processor, in turn with what the database does by itself with the same rows:
 * `node bench/ingest.ts ROWS.ndjson AUDIT.log [PASSES]`, after `npm run build`. The best of several passes counts.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machine } from './machine.ts';
import { type Run, run } from './measure.ts';

const [rows, audit, passes = '3'] = process.argv.slice(2);
if (rows === undefined || audit === undefined) {
  console.error('usage: node bench/ingest.ts ROWS.ndjson AUDIT.log [PASSES]');
  process.exit(2);
}

const repository = fileURLToPath(new URL('..', import.meta.url));
const main = join(repository, 'dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'shellhound-ingest-'));

/** The database alone: rows as it guesses their columns, sorted and packed as parts are. */
const alone = (query: string) => `
  const { DuckDBInstance } = await import(${JSON.stringify(join(repository, 'node_modules/@duckdb/node-api/lib/index.js'))});
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const rows = await connection.runAndReadAll(${JSON.stringify(query)});
  process.stderr.write(JSON.stringify({ events: Number(rows.getRowsJson()[0][0]) }));`;
const source = `read_json('${rows.replaceAll("'", "''")}')`;

interface Lane {
  readonly name: string;
  readonly file: string;
  readonly args: () => readonly string[];
}

let stores = 0;
const storing = (file: string, ...more: readonly string[]) => {
  return () => [main, 'normalize', file, '--host', 'bench', '--stats', ...more];
};
const newStore = () => join(folder, `store-${stores++}`);
const lanes: readonly Lane[] = [
  { name: 'normalize --events, rows', file: rows, args: () => storing(rows, '--events', newStore())() },
  { name: 'normalize --events, audit', file: audit, args: () => storing(audit, '--events', newStore())() },
  { name: 'normalize to ndjson, rows', file: rows, args: storing(rows) },
  {
    name: 'read_json into a table',
    file: rows,
    args: () => ['-e', alone(`CREATE TABLE t AS SELECT * FROM ${source}`)],
  },
  {
    name: 'read_json to Parquet, sorted',
    file: rows,
    args: () => [
      '-e',
      alone(
        `COPY (SELECT * FROM ${source} ORDER BY EventStartTime) TO '${join(folder, 'alone.parquet')}' (FORMAT parquet, COMPRESSION zstd)`,
      ),
    ],
  },
];

console.log(`${machine()}  one processor of them: ${hasTaskset() ? 'yes' : 'no, taskset is absent'}`);
const best = new Map<string, { readonly run: Run; readonly events: number }>();
for (let pass = 0; pass < Number(passes); pass += 1) {
  for (const { name, args } of lanes) {
    const command = [process.execPath, '--input-type=module', ...args()].filter(
      (word, at, words) => word !== '--input-type=module' || words[at + 1] === '-e',
    );
    const result = await pinned(command);
    if (result.code !== 0) throw new Error(`${name} ended with ${result.code}: ${result.stderr}`);
    const { events } = JSON.parse(result.stderr.trim().split('\n').at(-1) ?? '');
    if (costOf(result) < costOf(best.get(name)?.run)) best.set(name, { run: result, events });
  }
}
for (const { name, file } of lanes) {
  const { run: result, events } = best.get(name) ?? {};
  if (result !== undefined && events !== undefined) console.log(line(name, file, result, events));
}
rmSync(folder, { recursive: true });

function pinned([command = '', ...args]: readonly string[]): Promise<Run> {
  return hasTaskset() ? run('taskset', ['-c', '0', command, ...args]) : run(command, args);
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['-c', '0', 'true']);
    return true;
  } catch {
    return false;
  }
}

/** Processor time says more than the clock on a machine that does other work. */
function costOf(result: Run | undefined): number {
  return result === undefined ? Number.POSITIVE_INFINITY : (result.cpu ?? result.wall);
}

function line(name: string, file: string, { wall, cpu, peak }: Run, events: number): string {
  const rate = (seconds: number | undefined) => Math.round(events / (seconds ?? Number.NaN)).toLocaleString('en');
  const megabytes = (statSync(file).size / 1e6).toFixed(0);
  return (
    `${name.padEnd(30)} ${events.toLocaleString('en')} events of ${megabytes} MB  wall ${wall.toFixed(2)} s  ` +
    `cpu ${(cpu ?? Number.NaN).toFixed(2)} s  ${rate(cpu)} events a processor second (${rate(wall)} by the clock)  ` +
    `peak ${((peak ?? Number.NaN) / 1e6).toFixed(0)} MB`
  );
}
