import type { Let, Operator, Scalar, Source } from '../kql/ast.ts';
import type { TableSchema } from '../kql/schema/table.ts';
import type { LogSource } from '../sigma/ir.ts';
import type { Place, TargetField } from './field.ts';

/** What queries are written for. */
export interface Target {
  readonly name: TargetName;
  readonly description: string;
  /** The first one that a log source belongs to is asked. */
  readonly tables: readonly Table[];
}

export const TARGET_NAMES = ['sentinel-asim', 'defender-xdr', 'azure-monitor'] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

/** A table of a target, and where the fields of rules are found in it. */
export interface Table {
  /** The log sources whose events it holds; what is not said is any. */
  readonly holds: LogSource;
  readonly source: Source;
  /** What is said before the query, if its source is a query itself. */
  readonly lets?: (asked: Asked) => readonly Let[];
  /** The schema against which queries are checked. */
  readonly schema: TableSchema;
  /** Which rows are such events, if the table holds others. */
  readonly guard: readonly Operator[];
  readonly fields: Readonly<Record<string, TargetField>>;
  /** Where keywords look. */
  readonly keywords: readonly Place[];
  /** When it happened; a `datetime` column. */
  readonly time: string;
  /** The list of ancestors, if rows may carry one. */
  readonly ancestors?: Scalar;
  readonly entities: Entities;
  /** Columns that tell a row of this table from every other. */
  readonly identity: readonly string[];
}

/** What a query needs of its source. */
export interface Asked {
  /** The columns that its predicates ask. */
  readonly columns: ReadonlySet<string>;
  /** Puts bounds on the time of rows of the workspace's own tables. */
  readonly time: readonly Operator[];
}

/** Columns that name what an alert is about. */
export interface Entities {
  readonly host?: string;
  readonly account?: string;
  readonly processId?: string;
  readonly commandLine?: string;
  readonly file?: string;
}
