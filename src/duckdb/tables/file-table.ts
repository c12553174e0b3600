import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { ColumnType } from '../../kql/ast.ts';
import { absent, SQL_TYPES } from '../../kql/plan-sql.ts';
import type { TableSchema } from '../../kql/schema/table.ts';
import { list, literal, name, type Sql, sql } from '../../kql/sql.ts';
import type { Database } from '../database.ts';

/** A column of a file as the database reads it: its type, and SQL that gives it. */
interface FileColumn {
  readonly name: string;
  readonly type: string;
  readonly sql: Sql;
}

/** How the columns of a kind of file are read. `relation` gives those that `columns` name. */
interface Reading {
  readonly relation: Sql;
  readonly columns: readonly FileColumn[];
}

type Reader = (database: Database, path: string) => Promise<Reading>;

const READERS: readonly { readonly ending: RegExp; readonly read: Reader }[] = [
  { ending: /\.parquet$/i, read: (database, path) => readAs(database, sql`read_parquet(${literal(path)})`) },
  {
    ending: /\.(csv|tsv)(\.gz)?$/i,
    read: (database, path) => readAs(database, sql`read_csv(${literal(path)}, sample_size = -1)`),
  },
  { ending: /\.(json|jsonl|ndjson)(\.gz)?$/i, read: readJson },
];

/**
 * Creates a table with the rows of a file, read now, and gives its schema: the columns of the file in the types of KQL. If the
 * table is known, its columns keep their types, and those that the file does not have are there without values.
 */
export async function createFileTable(
  database: Database,
  table: string,
  file: string,
  known?: TableSchema,
): Promise<TableSchema | Diagnostic> {
  const path = resolve(file);
  const reader = READERS.find(({ ending }) => ending.test(path));
  if (!existsSync(path)) return report('input-not-found', undefined, { path: file });
  if (reader === undefined) return report('table-unknown-format', undefined, { path: file });
  try {
    const { relation, columns } = await reader.read(database, path);
    const own = columns.map((column) => converted(column, known?.columns[column.name]));
    const absentOnes = Object.entries(known?.columns ?? {})
      .filter(([column]) => !own.some((each) => each.name.toLowerCase() === column.toLowerCase()))
      .map(([column, type]) => ({ name: column, type, sql: absent(type) }));
    const all = [...own, ...absentOnes];
    const values = list(all.map((column) => sql`${column.sql} AS ${name(column.name)}`));
    await database.connection.run(sql`CREATE TABLE ${name(table)} AS SELECT ${values} FROM ${relation}`.text);
    return { name: table, columns: Object.fromEntries(all.map((column) => [column.name, column.type])) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return report('table-unreadable', undefined, { path: file, reason: reason.split('\n')[0] ?? reason });
  }
}

async function readAs(database: Database, source: Sql): Promise<Reading> {
  const columns = await columnsOf(database, source);
  return {
    relation: sql`${source} AS f`,
    columns: columns.map(([column, type]) => ({ name: column, type, sql: sql`f.${name(column)}` })),
  };
}

/** What is nested stays as it stands in the file: the database would give all objects of a column the same members. */
async function readJson(database: Database, path: string): Promise<Reading> {
  const read = (depth: Sql): Sql => sql`read_json(${literal(path)}, sample_size = -1, maximum_depth = ${depth})`;
  const columns = await columnsOf(database, read(sql`2`));
  return {
    relation: sql`${read(sql`2`)} AS f POSITIONAL JOIN ${read(sql`1`)} AS j`,
    columns: columns.map(([column, type]) =>
      NESTED.test(type)
        ? { name: column, type: 'JSON', sql: sql`j.${name(column)}` }
        : { name: column, type, sql: sql`f.${name(column)}` },
    ),
  };
}

async function columnsOf({ connection }: Database, source: Sql): Promise<readonly (readonly [string, string])[]> {
  const rows = await connection.runAndReadAll(sql`DESCRIBE SELECT * FROM ${source}`.text);
  return rows.getRowsJson().map(([column, type]) => [String(column), String(type)]);
}

const NESTED = /^(JSON|STRUCT|MAP|UNION)|\[\d*\]$/;

interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly sql: Sql;
}

const as = (type: ColumnType) => (value: Sql) => sql`CAST(${value} AS ${SQL_TYPES[type]})`;

/** KQL's types by the database's, and how values get there. Numbers that no type of KQL holds are kept as text. */
const TYPES: readonly (readonly [RegExp, ColumnType, (value: Sql) => Sql])[] = [
  [NESTED, 'dynamic', (value) => sql`nullif(to_json(${value}), 'null'::JSON)`],
  [/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT)$/, 'int', as('int')],
  [/^(BIGINT|UINTEGER)$/, 'long', as('long')],
  [/^(FLOAT|DOUBLE|DECIMAL.*)$/, 'real', as('real')],
  [/^BOOLEAN$/, 'bool', as('bool')],
  [/^(TIMESTAMP.*|DATE)$/, 'datetime', as('datetime')],
  [/^TIME$/, 'timespan', (value) => sql`datediff('microsecond', TIME '00:00:00', ${value}) * 10`],
  [/^UUID$/, 'guid', as('guid')],
  [/^BLOB$/, 'string', (value) => sql`coalesce(to_base64(${value}), '')`],
];

const asText = (value: Sql): Sql => sql`coalesce(CAST(${value} AS VARCHAR), '')`;

function converted({ name: column, type, sql: value }: FileColumn, known: ColumnType | undefined): TableColumn {
  const [, own, convert] = TYPES.find(([pattern]) => pattern.test(type)) ?? [undefined, 'string' as const, asText];
  if (known === undefined || known === own) return { name: column, type: own, sql: convert(value) };
  if (known === 'string') return { name: column, type: known, sql: asText(own === 'dynamic' ? convert(value) : value) };
  if (known === 'dynamic') return { name: column, type: known, sql: sql`to_json(${value})` };
  return { name: column, type: known, sql: as(known)(value) };
}
