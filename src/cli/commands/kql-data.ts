import type { Database as Opened } from '../../duckdb/database.ts';
import { readEvents } from '../../read-events.ts';
import type { Inputs } from '../inputs.ts';
import type { Problems } from '../problems.ts';
import { progressOver } from '../progress.ts';

/** The events of logs in a database that reaches nothing else any more. The native module is loaded here. */
export async function openEvents(
  inputs: Inputs,
  format: string,
  problems: Problems,
): Promise<{ readonly database: Opened; readonly failed: boolean }> {
  const { Database } = await import('../../duckdb/database.ts');
  const { EventTable } = await import('../../duckdb/event-table.ts');
  const database = await Database.open();
  const table = await EventTable.create(database);
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
  await database.lock();
  return { database, failed };
}
