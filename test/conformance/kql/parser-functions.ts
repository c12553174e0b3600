import { auditdFunctions } from '../../../src/backends/parser-functions/auditd.ts';
import { forms } from '../../../src/backends/parser-functions/forms.ts';
import { Problems } from '../../../src/cli/problems.ts';
import { readSyslogLines } from '../../../src/cli/syslog-lines.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { Database } from '../../../src/duckdb/database.ts';
import { type Cell, runPlan } from '../../../src/duckdb/run.ts';
import { SyslogTable } from '../../../src/duckdb/tables/syslog-table.ts';
import { lowerQuery } from '../../../src/kql/lower/query.ts';
import type { Relation } from '../../../src/kql/plan.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import { findLogs } from '../../../src/sources/log-set.ts';

export type CellsByName = Readonly<Record<string, Cell>>;

/** The lines of a capture's log, as rows of Syslog in a database that is closed to everything else. */
export async function databaseOf(folder: string): Promise<Database> {
  const database = await Database.open();
  const table = await SyslogTable.create(database);
  await readSyslogLines(findLogs([folder]).sets, undefined, new Problems(), (line) => table.add(line));
  table.flush();
  await database.lock();
  return database;
}

/** The plan of a query behind the parser functions. */
export function planOf(query: string): Relation {
  const text = `${forms.kql.print(auditdFunctions)}${query}`;
  const { plans, problems } = lowerQuery(new SourceText('query', text), schemas, Date.now());
  const [plan] = plans;
  if (plan === undefined || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return plan;
}

export async function rowsOf(database: Database, plan: Relation): Promise<readonly CellsByName[]> {
  const { columns, rows } = await runPlan(database, plan);
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
}
