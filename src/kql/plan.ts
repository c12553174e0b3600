import type { ColumnType } from './ast.ts';
import type { Sql } from './sql.ts';

/** The types of values; those of columns, and `decimal`. */
export type KqlType = ColumnType | 'decimal';

/**
 * A column of a relation: its name in KQL, where letter case counts, and the one that it has in SQL, where it would not.
 * Strings are never null; every other type may be.
 */
export interface Column {
  readonly name: string;
  readonly type: KqlType;
  readonly id: string;
}

/** An expression over the columns of a relation. */
export interface Typed {
  readonly sql: Sql;
  readonly type: KqlType;
}

export interface Computed extends Column {
  readonly sql: Sql;
}

export interface SortKey {
  readonly sql: Sql;
  readonly order: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
}

/** What a query is made of. Each relation has columns, which those above it refer to by id. */
export type Relation = {
  readonly columns: readonly Column[];
} /** `source` names the columns as the table does, in the order of `columns`. */ & (
  | { readonly kind: 'scan'; readonly table: string; readonly source: readonly string[] }
  | { readonly kind: 'values'; readonly rows: readonly (readonly Sql[])[] }
  /** SQL that gives the columns by their ids; for what only one operator needs. */
  | {
      readonly kind: 'custom';
      readonly name: string;
      readonly inputs: readonly Relation[];
      readonly sql: (inputs: readonly Sql[]) => Sql;
    }
  | { readonly kind: 'filter'; readonly input: Relation; readonly predicate: Sql }
  | { readonly kind: 'project'; readonly input: Relation; readonly columns: readonly Computed[] }
  | {
      readonly kind: 'aggregate';
      readonly input: Relation;
      readonly keys: readonly Computed[];
      readonly aggregates: readonly Computed[];
    }
  /** The order is a promise: operators that depend on it ask for it. */
  | { readonly kind: 'sort'; readonly input: Relation; readonly keys: readonly SortKey[] }
  | { readonly kind: 'limit'; readonly input: Relation; readonly count: Sql }
  | { readonly kind: 'distinct'; readonly input: Relation }
  | { readonly kind: 'union'; readonly inputs: readonly Relation[] }
);

export type RelationKind = Relation['kind'];

/** The relations that a relation is made from. */
export function inputsOf(relation: Relation): readonly Relation[] {
  switch (relation.kind) {
    case 'scan':
    case 'values':
      return [];
    case 'custom':
    case 'union':
      return relation.inputs;
    default:
      return [relation.input];
  }
}

/** A plan as text: one relation a line, those that it is made from below it. */
export function printPlan(relation: Relation, indent = 0): string {
  const what = relation.kind === 'custom' ? relation.name : relation.kind;
  const detail = relation.kind === 'scan' ? ` ${relation.table}` : '';
  const columns = relation.columns.map(({ name, type }) => `${name}: ${type}`).join(', ');
  const line = `${'  '.repeat(indent)}${what}${detail} (${columns})`;
  return [line, ...inputsOf(relation).map((input) => printPlan(input, indent + 1))].join('\n');
}
