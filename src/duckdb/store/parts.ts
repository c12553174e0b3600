import { randomBytes } from 'node:crypto';
import { renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { list, literal, type Sql, sql } from '../../kql/sql.ts';
import { STORED_NAMES } from '../stored-columns.ts';
import { makeFolder, syncPath, UNFINISHED } from './durable.ts';
import type { Part } from './manifest.ts';

/** Rows that a query can skip together, by their times. */
const ROW_GROUP = sql`122880`;

/** The events of parts, in the stored columns. */
export function eventsOf(folder: string, parts: readonly Pick<Part, 'file'>[]): Sql {
  const files = list(parts.map(({ file }) => literal(join(folder, file))));
  return sql`SELECT ${STORED_NAMES} FROM read_parquet([${files}], hive_partitioning = false)`;
}

/** Where a new part of an hour (`2026-11-24/09`) goes. */
export function newPartFile(hour: string, generation: number, number: number): string {
  return `${hour}/${generation}-${number}-${randomBytes(4).toString('hex')}.parquet`;
}

/** Writes events, in the order that they come in, to a file that is whole and on the disk when this returns. */
export async function writePart(
  connection: DuckDBConnection,
  folder: string,
  events: Sql,
  part: Omit<Part, 'bytes'>,
): Promise<Part> {
  const path = join(folder, part.file);
  makeFolder(dirname(path));
  const unfinished = path + UNFINISHED;
  const written = await connection.runAndReadAll(
    sql`COPY (${events}) TO ${literal(unfinished)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}, USE_TMP_FILE false)`
      .text,
  );
  const [[rows] = []] = written.getRowsJson();
  if (Number(rows) !== part.events) throw new Error(`${unfinished} holds ${rows} events in place of ${part.events}`);
  syncPath(unfinished);
  renameSync(unfinished, path);
  syncPath(dirname(path));
  return { ...part, bytes: statSync(path).size };
}
