import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Database } from '../../../src/duckdb/database.ts';
import { compactStore } from '../../../src/duckdb/store/compact.ts';
import { snapshotOf, storeInfo } from '../../../src/duckdb/store/snapshot.ts';
import { newFolder, numbersIn, store, usable } from './store.ts';

/** `STORE_KILLS=200` for the long run. */
const KILLS = Number(process.env['STORE_KILLS'] ?? 24);
/** No child gets so far: each is killed. */
const MANY = 1_000_000;
/** Milliseconds from the first sign of life to the latest kill. */
const LATEST = 700;

interface Killed {
  /** Up to here all events were reported as stored. */
  readonly reported: number;
  readonly stderr: string;
}

function killed(folder: string, from: number, after: number): Promise<Killed> {
  const program = join(import.meta.dirname, 'kill-child.ts');
  const child = spawn(process.execPath, [program, folder, String(from), String(MANY), 'compact']);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => {
    if (stdout === '') setTimeout(() => child.kill('SIGKILL'), after);
    stdout += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`ended by itself with ${code}: ${stderr}`));
      const numbers = stdout.split('\n').slice(1, -1).map(Number);
      resolve({ reported: numbers.at(-1) ?? from, stderr });
    });
  });
}

/** Every file of the list is read to its end. */
async function everyPartReads(folder: string): Promise<void> {
  const database = await Database.open();
  for (const file of usable(snapshotOf(folder)).files)
    await database.connection.run(`SELECT max(COLUMNS(*)) FROM read_parquet('${file}')`);
  database.close();
}

test(`${KILLS} kills while events are stored and parts are merged`, { timeout: 20_000 + KILLS * 4000 }, async () => {
  const folder = newFolder();
  let reported = 0;
  const seen = { stored: 0, merges: 0, unfinished: 0 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = usable(await firstStore(folder));
    const result = await killed(folder, reported, Math.random() * LATEST);
    expect(result.stderr).toBe('');
    reported = result.reported;
    const numbers = (await numbersIn(folder)).map((number) => number / 60);
    expect(new Set(numbers).size, 'no event is there twice').toBe(numbers.length);
    expect(numbers.slice(0, reported), 'what was reported is there').toEqual(
      Array.from({ length: reported }, (_, number) => number),
    );
    await everyPartReads(folder);
    const after = usable(storeInfo(folder));
    if (after.generation > before.generation) seen.stored += 1;
    if (after.superseded > before.superseded) seen.merges += 1;
    if (globSync('**/*.tmp', { cwd: folder }).length > 0) seen.unfinished += 1;
  }
  const counts = usable(storeInfo(folder));
  console.log(`${KILLS} kills: ${JSON.stringify(seen)}, ${counts.events} events in ${counts.parts} parts`);
  expect(counts.events).toBeGreaterThanOrEqual(reported);
  expect(seen.stored).toBeGreaterThan(0);
  usable(await compactStore(folder));
  await everyPartReads(folder);
  expect(usable(storeInfo(folder)).events).toBe(counts.events);
  expect(globSync('**/*.{tmp,lock}', { cwd: folder })).toEqual([]);
});

async function firstStore(folder: string) {
  const info = storeInfo(folder);
  if (!('code' in info)) return info;
  await store(folder, []);
  return storeInfo(folder);
}
