import { absent } from '../../kql/plan-sql.ts';
import { asimProcessEventLogs, builtInProcessCreate, imProcessCreate } from '../../kql/schema/asim-process.ts';
import { joined, list, name, type Sql, sql } from '../../kql/sql.ts';
import type { Database } from '../database.ts';
import { STORED } from '../stored-columns.ts';
import { deviceProcessEventsView } from './device-process-events.ts';
import { processCreateMacro } from './process-create.ts';

/**
 * Creates what queries know process events by: the tables and functions of ASIM, and Defender's table.
 * @param sources SQL that gives the stored columns; all of them are shown, one behind the other
 */
export async function createEventViews({ connection }: Database, sources: readonly Sql[]): Promise<void> {
  const events = joined(sources, sql` UNION ALL `);
  for (const { name: table } of [imProcessCreate, asimProcessEventLogs, builtInProcessCreate])
    await connection.run(sql`CREATE VIEW ${name(table)} AS SELECT ${ASIM} FROM (${events})`.text);
  await connection.run(processCreateMacro.text);
  await connection.run(deviceProcessEventsView.text);
}

const stored: ReadonlySet<string> = new Set(STORED);

/** All of ASIM's columns, over the stored ones. */
const ASIM = list(
  Object.entries(imProcessCreate.columns).map(([column, type]) => {
    if (!stored.has(column)) return sql`${absent(type)} AS ${name(column)}`;
    return type === 'dynamic' ? sql`${name(column)}::JSON AS ${name(column)}` : name(column);
  }),
);
