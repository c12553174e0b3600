import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Database } from '../../../src/duckdb/database.ts';
import { compactStore, groupsOf } from '../../../src/duckdb/store/compact.ts';
import type { Part } from '../../../src/duckdb/store/manifest.ts';
import { pruneStore, toPrune } from '../../../src/duckdb/store/prune.ts';
import { snapshotOf, storeInfo } from '../../../src/duckdb/store/snapshot.ts';
import { sql } from '../../../src/kql/sql.ts';
import { eventAt } from '../events.ts';
import { newFolder, numbersIn, store, usable } from './store.ts';

const HOUR = 3600;
const START = Date.UTC(2026, 10, 24, 9);

/** Six parts, two in each of three hours. */
async function sixParts(folder: string): Promise<number[]> {
  const numbers = [0, 1, HOUR, HOUR + 1, 2 * HOUR, 2 * HOUR + 1];
  for (const number of numbers) await store(folder, [eventAt(number)]);
  expect(usable(storeInfo(folder))).toMatchObject({ parts: 6, hours: 3, events: 6, generation: 6 });
  return numbers;
}

describe('compact', () => {
  test('merges the parts of each hour, and a reader with the old list still reads the same', async () => {
    const folder = newFolder();
    const numbers = await sixParts(folder);
    const before = usable(snapshotOf(folder));
    const database = await Database.open();
    const count = async (snapshot: typeof before) =>
      (await database.connection.runAndReadAll(sql`SELECT count(*) FROM (${snapshot.events[0] ?? sql``})`.text))
        .getRowsJson()
        .flat();
    expect(usable(await compactStore(folder))).toEqual({ merged: 6, into: 3 });
    expect(usable(storeInfo(folder))).toMatchObject({ parts: 3, events: 6, superseded: 6 });
    expect(await count(before)).toEqual(['6']);
    expect(await count(usable(snapshotOf(folder)))).toEqual(['6']);
    expect(await numbersIn(folder)).toEqual(numbers);
    expect(usable(await compactStore(folder))).toEqual({ merged: 0, into: 0 });
    database.close();
  });

  test('superseded parts stay ten minutes, and go with the next writer', async () => {
    const folder = newFolder();
    const numbers = await sixParts(folder);
    const old = usable(snapshotOf(folder)).files;
    usable(await compactStore(folder));
    await store(folder, []);
    expect(old.every((file) => existsSync(file))).toBe(true);
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 9.9 * 60_000);
    await store(folder, []);
    expect(old.every((file) => existsSync(file))).toBe(true);
    vi.spyOn(Date, 'now').mockReturnValue(now + 10.1 * 60_000);
    await store(folder, []);
    vi.restoreAllMocks();
    expect(old.some((file) => existsSync(file))).toBe(false);
    expect(usable(storeInfo(folder)).superseded).toBe(0);
    expect(await numbersIn(folder)).toEqual(numbers);
  });

  test('merges small parts only, up to a size', () => {
    const part = (bytes: number, first: number): Part => ({
      file: '2026-11-24/09/x',
      events: 1,
      bytes,
      first,
      last: first,
    });
    const sizes = (parts: readonly Part[]) => groupsOf(parts).map((group) => group.map(({ bytes }) => bytes));
    expect(sizes([part(1, 0), part(2, 1), part(64_000_000, 2)])).toEqual([[1, 2]]);
    expect(sizes([1, 2, 3, 4, 5, 6].map((first) => part(60_000_000, first))).map(({ length }) => length)).toEqual([
      4, 2,
    ]);
    expect(sizes([part(1, 0)])).toEqual([]);
  });

  test('what cannot be read is told, and changes nothing', async () => {
    const folder = newFolder();
    await sixParts(folder);
    const [file = ''] = usable(snapshotOf(folder)).files;
    writeFileSync(file, 'PAR1 no more');
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    expect(await compactStore(folder)).toMatchObject({ code: 'store-failed' });
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe(manifest);
    expect(await store(folder, [eventAt(3 * HOUR)])).toMatchObject({ stored: 1 });
  });
});

describe('prune', () => {
  test('by age: parts that end before a time', async () => {
    const folder = newFolder();
    const numbers = await sixParts(folder);
    const before = START + (HOUR + 1) * 1000;
    expect(usable(await pruneStore(folder, { before }))).toMatchObject({ parts: 3, events: 3 });
    expect(await numbersIn(folder)).toEqual(numbers.slice(3));
    expect(usable(await pruneStore(folder, { before }))).toEqual({ parts: 0, events: 0, bytes: 0 });
  });

  test('by size: the oldest hours, whole', async () => {
    const folder = newFolder();
    const numbers = await sixParts(folder);
    const { bytes } = usable(storeInfo(folder));
    usable(await pruneStore(folder, { maxBytes: bytes }));
    expect(await numbersIn(folder)).toEqual(numbers);
    usable(await pruneStore(folder, { maxBytes: bytes - 1 }));
    expect(await numbersIn(folder)).toEqual(numbers.slice(2));
    expect(usable(storeInfo(folder)).bytes).toBeLessThan(bytes);
    usable(await pruneStore(folder, { maxBytes: 0 }));
    expect(await numbersIn(folder)).toEqual([]);
  });

  test('a young event keeps its part, and no younger hour goes before an older one', () => {
    const part = (hour: string, bytes: number, last: number): Part => ({
      ...{ file: `2026-11-24/${hour}/x`, events: 1, bytes, first: 0, last },
    });
    const parts = [part('01', 1, 10), part('02', 50, 20), part('03', 5, 30)];
    expect(toPrune(parts, { before: 10 })).toEqual([]);
    expect(toPrune(parts, { before: 11 })).toEqual([parts[0]]);
    expect(toPrune(parts, { maxBytes: 6 })).toEqual([parts[1], parts[0]]);
    expect(toPrune(parts, { before: 11, maxBytes: 55 })).toEqual([parts[0]]);
  });

  test('a folder without events', async () => {
    expect(await pruneStore(newFolder(), { maxBytes: 0 })).toMatchObject({ code: 'store-none' });
    expect(await compactStore(newFolder())).toMatchObject({ code: 'store-none' });
  });
});
