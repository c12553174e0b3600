import { SQL_TYPES } from '../kql/plan-sql.ts';
import type { TableSchema } from '../kql/schema/table.ts';
import { list, name, sql } from '../kql/sql.ts';
import type { Database } from './database.ts';

/** Creates a table without rows, so that a query over it can be tried. Where names differ by letter case alone, one stands for both. */
export async function createEmpty({ connection }: Database, { name: table, columns }: TableSchema): Promise<void> {
  const declared = list(
    [...new Map(Object.entries(columns).map((column) => [column[0].toLowerCase(), column])).values()].map(
      ([column, type]) => sql`${name(column)} ${SQL_TYPES[type]}`,
    ),
  );
  await connection.run(sql`CREATE TABLE ${name(table)} (${declared})`.text);
}
