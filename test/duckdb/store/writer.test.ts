import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Database } from '../../../src/duckdb/database.ts';
import { compactStore } from '../../../src/duckdb/store/compact.ts';
import { EventWriter } from '../../../src/duckdb/store/event-writer.ts';
import { snapshotOf, storeInfo } from '../../../src/duckdb/store/snapshot.ts';
import { sql } from '../../../src/kql/sql.ts';
import { eventAt } from '../events.ts';
import { newFolder, numbersIn, store, usable } from './store.ts';

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);
const events = (from: number, to: number) => numbers(from, to).map((number) => eventAt(number));
const HOUR = 3600;

describe('storing', () => {
  test('events come back, in parts by day and hour, sorted by time', async () => {
    const folder = newFolder();
    const given = [...events(HOUR - 5, HOUR + 5), ...events(20 * HOUR, 20 * HOUR + 3)];
    expect(await store(folder, given.toReversed())).toEqual({ stored: 13, duplicates: 0, dropped: 0 });
    expect(await numbersIn(folder)).toEqual([...numbers(HOUR - 5, HOUR + 5), ...numbers(20 * HOUR, 20 * HOUR + 3)]);
    const files = usable(snapshotOf(folder)).files.map((file) => file.slice(folder.length + 1, folder.length + 14));
    expect(files).toEqual(['2026-11-24/09', '2026-11-24/10', '2026-11-25/05']);
    const database = await Database.open();
    const [file = ''] = usable(snapshotOf(folder)).files;
    const times = await database.connection.runAndReadAll(`SELECT EventStartTime FROM read_parquet('${file}')`);
    const read = times.getRowsJson().flat();
    expect(read).toEqual(read.toSorted());
    const types = await database.connection.runAndReadAll(
      `SELECT column_name, column_type FROM (DESCRIBE SELECT EventStartTime, EventCount, AdditionalFields FROM read_parquet('${file}'))`,
    );
    expect(types.getRowsJson().flat()).toEqual([
      ...['EventStartTime', 'TIMESTAMP', 'EventCount', 'INTEGER', 'AdditionalFields', 'VARCHAR'],
    ]);
    database.close();
  });

  test('what was stored is not stored again, in whatever pieces it comes', async () => {
    const folder = newFolder();
    await store(folder, events(0, 50), events(50, 100));
    expect(await store(folder, events(0, 100))).toEqual({ stored: 0, duplicates: 100, dropped: 0 });
    expect(await store(folder, events(90, 110), events(105, 120), events(0, 1))).toEqual({
      ...{ stored: 20, duplicates: 16, dropped: 0 },
    });
    usable(await compactStore(folder));
    expect(await store(folder, events(0, 120))).toEqual({ stored: 0, duplicates: 120, dropped: 0 });
    expect(await numbersIn(folder)).toEqual(numbers(0, 120));
  });

  test('an id is host, id at the source and process, and counts in its hour', async () => {
    const folder = newFolder();
    const one = eventAt(1);
    const others = [
      eventAt(1, 'db01'),
      { ...one, TargetProcessId: '9' },
      { ...one, EventOriginalUid: 'other' },
      { ...one, EventStartTime: '2026-11-24T10:00:00.000Z' },
    ];
    const again = { ...one, EventStartTime: '2026-11-24T09:30:00.000Z', TargetProcessCommandLine: 'another' };
    expect(await store(folder, [one, ...others, again, one])).toEqual({ stored: 5, duplicates: 2, dropped: 0 });
    expect(await store(folder, [again])).toEqual({ stored: 0, duplicates: 1, dropped: 0 });
  });

  test('times that no hour can have are dropped and counted', async () => {
    const folder = newFolder();
    const writer = usable(await EventWriter.open(folder, () => undefined));
    for (const time of [Number.NaN, -1, Date.UTC(10_000, 0, 1)]) writer.add({ columns: eventAt(1), time });
    writer.add({ columns: { ...eventAt(2), EventStartTime: 'yesterday' }, time: 0 });
    await writer.close();
    expect(writer.counts).toEqual({ stored: 0, duplicates: 0, dropped: 4 });
    expect(usable(storeInfo(folder))).toMatchObject({ parts: 0, events: 0, first: null, last: null });
  });

  test('a filter by time is asked of the files, and skips those without it', async () => {
    const folder = newFolder();
    await store(folder, [...events(0, 10), ...events(5 * HOUR, 5 * HOUR + 10)]);
    const database = await Database.open();
    const [source = sql``] = usable(snapshotOf(folder)).events;
    for (const column of ['EventStartTime', 'TimeGenerated']) {
      const query = sql`EXPLAIN ANALYZE SELECT count(*) FROM (${source}) WHERE `;
      const plan = await database.connection.runAndReadAll(`${query.text} ${column} > TIMESTAMP '2026-11-24 13:00:00'`);
      const text = String(plan.getRowsJson()[0]?.[1]);
      expect(text).toMatch(new RegExp(`Filters:[\\s│]*${column}>`));
      expect(text).toMatch(/\b10 rows/);
      expect(text).not.toMatch(/\b20 rows/);
    }
    database.close();
  });
});

describe('one writer', () => {
  test('a second one is refused, and told who writes', async () => {
    const folder = newFolder();
    const first = usable(await EventWriter.open(folder, () => undefined));
    const second = await EventWriter.open(folder, () => undefined);
    expect(second).toMatchObject({ code: 'store-claimed' });
    expect((second as { message: string }).message).toContain(`process ${process.pid} on `);
    first.add({ columns: eventAt(1), time: 1 });
    await first.close();
    expect(first.counts.stored).toBe(1);
    expect(await store(folder, [eventAt(2)])).toMatchObject({ stored: 1 });
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  test('of many who come at once, one at a time gets in', async () => {
    const folder = newFolder();
    await store(folder, []);
    const writers = await Promise.all(numbers(0, 5).map(() => EventWriter.open(folder, () => undefined)));
    const open = writers.filter((writer) => writer instanceof EventWriter);
    expect(open.length).toBeLessThanOrEqual(1);
    for (const writer of open) await writer.close();
  });

  const claims: Readonly<Record<string, [object, boolean]>> = {
    'a process that has ended': [{ pid: 2 ** 22 + 1 }, true],
    'a process whose pid has another one now': [{ started: '1' }, true],
    'the machine before it was started again': [{ boot: 'other' }, true],
    'another machine': [{ host: 'other', pid: 2 ** 22 + 1 }, false],
    'another container': [{ space: 'pid:[1]', pid: 2 ** 22 + 1 }, false],
  };
  test.each(Object.entries(claims))('the claim of %s', async (_, [change, isLeftOver]) => {
    const folder = newFolder();
    const writer = usable(await EventWriter.open(folder, () => undefined));
    const name = readdirSync(folder).find((each) => each.endsWith('.lock')) ?? '';
    const own = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    await writer.close();
    const left = join(folder, 'writer-0123456789abcdef.lock');
    writeFileSync(left, JSON.stringify({ ...own, ...change }));
    const next = await EventWriter.open(folder, () => undefined);
    expect('code' in next ? next.code : 'open').toBe(isLeftOver ? 'open' : 'store-claimed');
    expect(existsSync(left)).toBe(!isLeftOver);
    if (next instanceof EventWriter) await next.close();
  });

  test('a claim that cannot be understood holds', async () => {
    const folder = newFolder();
    await store(folder, []);
    writeFileSync(join(folder, 'writer-0123456789abcdef.lock'), '{');
    expect(await EventWriter.open(folder, () => undefined)).toMatchObject({ code: 'store-claimed' });
  });
});

describe('folders', () => {
  test('one with other files is left alone', async () => {
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.txt'), 'x');
    expect(await EventWriter.open(folder, () => undefined)).toMatchObject({ code: 'store-foreign' });
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });

  test('what a killed writer left is put away, other files stay', async () => {
    const folder = newFolder();
    await store(folder, events(0, 3));
    const [file = ''] = usable(snapshotOf(folder)).files;
    const hour = join(file, '..');
    for (const name of ['9-0-01234567.parquet', '9-1-01234567.parquet.tmp', 'notes.txt', 'mine.parquet'])
      writeFileSync(join(hour, name), 'half');
    await store(folder, []);
    expect(readdirSync(hour).filter((name) => !file.endsWith(name))).toEqual(['mine.parquet', 'notes.txt']);
    expect(await numbersIn(folder)).toEqual([0, 1, 2]);
  });

  test.each([
    ['damaged', '{"version":1', 'store-damaged'],
    ['of paths that lead elsewhere', manifestWith('../../etc/1-0-01234567.parquet'), 'store-damaged'],
    ['newer', '{"version":2}', 'store-newer'],
  ])('a list that is %s', async (_, text, code) => {
    const folder = newFolder();
    await store(folder, events(0, 1));
    writeFileSync(join(folder, 'manifest.json'), text);
    expect(await EventWriter.open(folder, () => undefined)).toMatchObject({ code });
    expect(snapshotOf(folder)).toMatchObject({ code });
    expect(readdirSync(folder).sort()).toEqual(['2026-11-24', 'manifest.json']);
  });

  test('one that is not there', () => {
    expect(snapshotOf(newFolder())).toMatchObject({ code: 'store-none' });
  });
});

function manifestWith(file: string): string {
  const parts = [{ file, events: 1, bytes: 1, first: 0, last: 0 }];
  return JSON.stringify({ version: 1, generation: 1, parts, superseded: [] });
}
