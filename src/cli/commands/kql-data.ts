import type { Database as Opened } from '../../duckdb/database.ts';
import type { Snapshot } from '../../duckdb/store/snapshot.ts';
import { syslog } from '../../kql/schema/azure-monitor.ts';
import { readEvents } from '../../read-events.ts';
import type { Inputs } from '../inputs.ts';
import type { Problems } from '../problems.ts';
import { progressOver } from '../progress.ts';
import { readSyslogLines } from '../syslog-lines.ts';
import { createRest, mentions, type NamedFiles, OF_EVENTS } from './kql-tables.ts';

/** What a query is asked over. */
export interface Asked {
  readonly query: string;
  readonly inputs: Inputs;
  readonly format: string;
  /** Stored events, which stand beside those of the inputs. */
  readonly stored: Snapshot | undefined;
  /** Tables of files, which are there already. */
  readonly files: NamedFiles;
}

/** Opens a database; the native module is loaded here. */
export async function openDatabase(): Promise<Opened> {
  const { Database } = await import('../../duckdb/database.ts');
  return Database.open();
}

/**
 * Fills a database with the events and lines of logs, shows what is stored, and closes it to everything else.
 * @returns whether all logs could be read
 */
export async function fillDatabase(database: Opened, asked: Asked, problems: Problems): Promise<boolean> {
  const hasEvents = await addEvents(database, asked, problems);
  const isSyslogAsked = mentions(asked.query, syslog.name) && !asked.files.has(syslog.name);
  const hasLines = !isSyslogAsked || (await addLines(database, asked.inputs, problems));
  const present = new Set([...OF_EVENTS, ...asked.files.keys(), ...(isSyslogAsked ? [syslog.name] : [])]);
  await createRest(database, present, asked.query, problems);
  await database.lock(asked.stored?.files ?? []);
  return hasEvents && hasLines;
}

async function addEvents(database: Opened, { inputs, format, stored }: Asked, problems: Problems): Promise<boolean> {
  const { EventTable } = await import('../../duckdb/event-table.ts');
  const table = await EventTable.create(database, stored?.events);
  const progress = progressOver(inputs.sets);
  const { failed } = await readEvents(inputs.sets, {
    format,
    host: inputs.host,
    users: inputs.users,
    hashed: false,
    onEvent: ({ columns }) => table.add(columns),
    onProblem: problems.add,
    onChunk: (path, bytes, { events }) => {
      progress.update(path, bytes, events, 0);
      return table.isFull ? table.flush() : undefined;
    },
  });
  await table.flush();
  progress.stop();
  return !failed;
}

async function addLines(database: Opened, { sets, host }: Inputs, problems: Problems): Promise<boolean> {
  const { SyslogTable } = await import('../../duckdb/tables/syslog-table.ts');
  const table = await SyslogTable.create(database);
  const isWhole = await readSyslogLines(sets, host, problems, (line) => table.add(line));
  table.flush();
  return isWhole;
}
