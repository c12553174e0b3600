import { InvalidArgumentError } from 'commander';
import { report } from '../../diagnostic/diagnostic.ts';
import type { Database } from '../../duckdb/database.ts';
import { schemas } from '../../kql/schema/registry.ts';
import type { TableSchema } from '../../kql/schema/table.ts';
import type { Problems } from '../problems.ts';

/** Files that queries know as tables, by the names of these. */
export type NamedFiles = ReadonlyMap<string, string>;

/** Tables that are made of events. */
export const OF_EVENTS: readonly string[] = [
  'imProcessCreate',
  '_Im_ProcessCreate',
  'ASimProcessEventLogs',
  'DeviceProcessEvents',
];

/** Collects `Name=file` arguments. Letter case counts in names of KQL, but two that differ by it alone are too easily mixed up. */
export function tableArgument(text: string, before: NamedFiles | undefined): NamedFiles {
  const [, name = '', file = ''] = /^([A-Za-z_][A-Za-z0-9_]{0,127})=(.+)$/s.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('Expected Name=file.');
  const isSame = (each: string): boolean => each.toLowerCase() === name.toLowerCase();
  if (OF_EVENTS.some(isSame)) throw new InvalidArgumentError(`${name} is made of events: use --data or --events.`);
  const known = schemas.find((each) => isSame(each.name));
  if (known !== undefined && known.name !== name) throw new InvalidArgumentError(`Write it as ${known.name}.`);
  if ([...(before?.keys() ?? [])].some(isSame)) throw new InvalidArgumentError(`${name} is named twice.`);
  return new Map([...(before ?? []), [name, file]]);
}

/** The tables that queries may name: those of files, which are read now, and all known ones. Undefined, with problems, if one fails. */
export async function withFileTables(
  database: Database,
  files: NamedFiles,
  problems: Problems,
): Promise<readonly TableSchema[] | undefined> {
  const { createFileTable } = await import('../../duckdb/tables/file-table.ts');
  const own: TableSchema[] = [];
  for (const [name, file] of files) {
    const known = schemas.find((each) => each.name === name);
    const table = await createFileTable(database, name, file, known);
    if ('code' in table) problems.add(table);
    else own.push(table);
  }
  return own.length < files.size ? undefined : [...schemas.filter(({ name }) => !files.has(name)), ...own];
}

/** A known table that nothing here has rows for is there, and empty, for a query that names it; that is told. */
export async function createRest(
  database: Database,
  present: ReadonlySet<string>,
  query: string,
  problems: Problems,
): Promise<void> {
  const { createEmpty } = await import('../../duckdb/empty-table.ts');
  for (const table of schemas.filter(({ name }) => !present.has(name) && mentions(query, name))) {
    await createEmpty(database, table);
    problems.add(report('table-empty', undefined, { table: table.name }));
  }
}

/** Whether a query may ask a table: its name stands in the text. */
export function mentions(query: string, table: string): boolean {
  return new RegExp(`\\b${table}\\b`).test(query);
}
