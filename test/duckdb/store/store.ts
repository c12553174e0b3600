import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts';
import { Database } from '../../../src/duckdb/database.ts';
import type { StoredCounts } from '../../../src/duckdb/store/batch.ts';
import { EventWriter } from '../../../src/duckdb/store/event-writer.ts';
import { snapshotOf } from '../../../src/duckdb/store/snapshot.ts';
import type { AsimColumns } from '../../../src/event/process-event.ts';
import { sql } from '../../../src/kql/sql.ts';

/** A folder that is not there yet, in one that goes with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shellhound-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'events');
}

export function usable<T extends object>(value: T | Diagnostic): T {
  if ('code' in value) throw new Error(`${(value as Diagnostic).code}: ${(value as Diagnostic).message}`);
  return value;
}

/** Stores events, a flush for each list, and gives what was counted. */
export async function store(folder: string, ...batches: readonly (readonly AsimColumns[])[]): Promise<StoredCounts> {
  const problems: Diagnostic[] = [];
  const writer = usable(await EventWriter.open(folder, (problem) => problems.push(problem)));
  for (const batch of batches) {
    for (const columns of batch) writer.add({ columns, time: Date.parse(columns.EventStartTime) });
    await writer.flush();
  }
  await writer.close();
  expect(problems).toEqual([]);
  return writer.counts;
}

/** The numbers of the events of `eventAt` that a store holds, in order. */
export async function numbersIn(folder: string): Promise<number[]> {
  const database = await Database.open();
  try {
    const [events] = usable(snapshotOf(folder)).events;
    if (events === undefined) return [];
    const rows = await database.connection.runAndReadAll(
      sql`SELECT "TargetProcessId"::INTEGER - 100 FROM (${events}) ORDER BY 1`.text,
    );
    return rows.getRowsJson().flat().map(Number);
  } finally {
    database.close();
  }
}
