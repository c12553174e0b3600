import type { ColumnType } from '../ast.ts';

/** A table as queries see it: its columns with their types. */
export interface TableSchema {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Named parameters, of a table that is a function. All have defaults. */
  readonly parameters?: Readonly<Record<string, ColumnType>>;
}

/** Columns by type, each list separated by blanks. */
export function columnsOf(lists: Readonly<Partial<Record<ColumnType, string>>>): Readonly<Record<string, ColumnType>> {
  const all = Object.entries(lists).flatMap(([type, names]) =>
    names
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((name) => [name, type as ColumnType] as const),
  );
  return Object.fromEntries(all);
}
