import type { DuckDBConnection } from '@duckdb/node-api';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { joined, list, literal, name, type Sql, sql } from '../../kql/sql.ts';
import { type EventLines, INTERNAL } from '../event-lines.ts';
import { EVENT_ID, eventsOfLines } from '../stored-columns.ts';
import { hourOf, type Part } from './manifest.ts';
import type { OpenStore } from './open-store.ts';
import { eventsOf, newPartFile, writePart } from './parts.ts';

/** What became of the events that a writer was given. Those that still wait are in none of these. */
export interface StoredCounts {
  /** On the disk, and seen by whoever reads from now on. */
  readonly stored: number;
  /** Not stored, since the store holds them already. */
  readonly duplicates: number;
  /** Not stored: without a usable time, of an hour beyond the limit, or after the disk failed. */
  readonly dropped: number;
}

/** Events of more hours than this are not taken: times that nobody wrote in earnest would fill the disk with small files. */
const MAX_HOURS = 100_000;

/** The waiting events by their keys; those of them that are new, as they are stored. */
const KEYS = sql`${name(INTERNAL)}.keys`;
const FRESH = sql`${name(INTERNAL)}.fresh`;
const ID = list(EVENT_ID.map((column) => name(column)));

/** Stores waiting events, each once: those that its hour already holds are left out. */
export async function storeBatch(
  store: OpenStore,
  lines: EventLines,
): Promise<{ readonly counts: StoredCounts; readonly problem?: Diagnostic }> {
  const given = lines.rows;
  return lines.drain(async (waiting) => {
    await store.connection.run(keysOf(waiting).text);
    const [hours, isBeyond] = within(store, await hoursIn(store.connection));
    await store.connection.run(freshLines(waiting, held(store, hours), hours).text);
    const parts = await writeHours(store);
    if (parts.length > 0) store.change(parts, []);
    await store.connection.run(sql`DROP TABLE ${KEYS}; DROP TABLE ${FRESH}`.text);
    const stored = parts.reduce((sum, { events }) => sum + events, 0);
    const taken = hours.reduce((sum, { events }) => sum + events, 0);
    const counts = { stored, duplicates: taken - stored, dropped: given - taken };
    if (!isBeyond) return { counts };
    return { counts, problem: report('store-full', undefined, { path: store.folder, limit: MAX_HOURS }) };
  });
}

/** A time that cannot be read has no hour. */
function keysOf(waiting: Sql): Sql {
  return sql`CREATE OR REPLACE TABLE ${KEYS} AS SELECT *, strftime(moment, '%Y-%m-%d/%H') AS hour FROM
    (SELECT rowid AS line_at, TRY_CAST("EventStartTime" AS TIMESTAMP) AS moment, ${ID} FROM ${waiting})`;
}

interface HourCount {
  readonly hour: string;
  readonly events: number;
}

async function hoursIn(connection: DuckDBConnection): Promise<readonly HourCount[]> {
  const query = sql`SELECT hour, count(*) FROM ${KEYS} WHERE hour IS NOT NULL GROUP BY hour ORDER BY hour`;
  const rows = (await connection.runAndReadAll(query.text)).getRowsJson();
  return rows.map(([hour, events]) => ({ hour: String(hour), events: Number(events) }));
}

/** The hours that the store has room for, and whether there are others. */
function within({ manifest }: OpenStore, hours: readonly HourCount[]): [readonly HourCount[], boolean] {
  const known = new Set(manifest.parts.map(hourOf));
  let room = MAX_HOURS - known.size;
  const taken = hours.filter(({ hour }) => known.has(hour) || room-- > 0);
  return [taken, taken.length < hours.length];
}

/** The lines whose ids their hour already holds. The waiting ones are what is kept in memory, whatever the hour holds. */
function held({ folder, manifest }: OpenStore, hours: readonly HourCount[]): Sql {
  const touched = new Set(hours.map(({ hour }) => hour));
  const parts = manifest.parts.filter((part) => touched.has(hourOf(part)));
  if (parts.length === 0) return sql`SELECT 0 WHERE false`;
  const same = EVENT_ID.map((column) => sql`k.${name(column)} = coalesce(p.${name(column)}, '')`);
  const hour = sql`k.hour = strftime(p."EventStartTime", '%Y-%m-%d/%H')`;
  return sql`SELECT k.line_at FROM (${eventsOf(folder, parts)}) AS p JOIN ${KEYS} AS k ON ${joined([...same, hour], sql` AND `)}`;
}

/** The lines that are stored, in the order in which they are. Of two with one id in an hour, it is the first. */
function freshLines(waiting: Sql, known: Sql, hours: readonly HourCount[]): Sql {
  const first = sql`SELECT min(line_at) FROM ${KEYS} GROUP BY hour, ${ID}`;
  const wanted = hours.length === 0 ? sql`false` : sql`k.hour IN (${list(hours.map(({ hour }) => literal(hour)))})`;
  return sql`CREATE OR REPLACE TABLE ${FRESH} AS SELECT k.hour, k.moment, l.line
    FROM ${KEYS} AS k JOIN ${waiting} AS l ON l.rowid = k.line_at
    WHERE ${wanted} AND k.line_at IN (${first}) AND k.line_at NOT IN (${known}) ORDER BY k.hour, k.moment, k.line_at`;
}

async function writeHours(store: OpenStore): Promise<readonly Part[]> {
  const query = sql`SELECT hour, count(*), epoch_ms(min(moment)), epoch_ms(max(moment)) FROM ${FRESH} GROUP BY hour ORDER BY hour`;
  const rows = (await store.connection.runAndReadAll(query.text)).getRowsJson();
  const parts: Part[] = [];
  for (const [hour, events, first, last] of rows) {
    const file = newPartFile(String(hour), store.manifest.generation + 1, parts.length);
    const part = { file, events: Number(events), first: Number(first), last: Number(last) };
    const own = sql`(SELECT line FROM ${FRESH} WHERE hour = ${literal(String(hour))})`;
    parts.push(await writePart(store.connection, store.folder, eventsOfLines(own), part));
  }
  return parts;
}
