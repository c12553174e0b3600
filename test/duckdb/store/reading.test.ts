import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts';
import { EventWriter } from '../../../src/duckdb/store/event-writer.ts';
import { readManifest } from '../../../src/duckdb/store/manifest.ts';
import { storeInfo } from '../../../src/duckdb/store/snapshot.ts';
import { eventAt } from '../events.ts';
import { newFolder, numbersIn, store, usable } from './store.ts';

test('readers see whole states, one after the other, while another process stores and merges', {
  timeout: 120_000,
}, async () => {
  const folder = newFolder();
  await store(folder, []);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), folder, '0', '600', 'compact']);
  let code: number | null | undefined;
  child.on('close', (ended) => {
    code = ended;
  });
  const lengths: number[] = [];
  while (code === undefined) {
    const numbers = (await numbersIn(folder)).map((number) => number / 60);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, number) => number));
    lengths.push(numbers.length);
  }
  expect(code).toBe(0);
  expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
  expect(new Set(lengths).size).toBeGreaterThan(2);
  expect(await numbersIn(folder)).toHaveLength(600);
});

test('made-up times do not fill a store with small files', async () => {
  const folder = newFolder();
  await store(folder, [eventAt(0)]);
  const manifest = readManifest(folder);
  if (typeof manifest === 'string') throw new Error(manifest);
  const hours = Array.from({ length: 99_999 }, (_, hour) => new Date(hour * 3_600_000).toISOString());
  const parts = hours.map((time) => ({
    ...{
      file: `${time.slice(0, 10)}/${time.slice(11, 13)}/1-0-01234567.parquet`,
      events: 1,
      bytes: 1,
      first: 0,
      last: 0,
    },
  }));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, parts: [...manifest.parts, ...parts] }));
  const problems: Diagnostic[] = [];
  const writer = usable(await EventWriter.open(folder, (problem) => problems.push(problem)));
  for (const number of [1, 2, 3600, 7200]) writer.add({ columns: eventAt(number), time: number });
  await writer.flush();
  writer.add({ columns: eventAt(3601), time: 3601 });
  await writer.close();
  expect(writer.counts).toEqual({ stored: 2, duplicates: 0, dropped: 3 });
  expect(problems.map(({ code }) => code)).toEqual(['store-full']);
  expect(usable(storeInfo(folder)).hours).toBe(100_000);
});
