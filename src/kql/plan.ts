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

/** A column in SQL that is no column of the query: rows stand in the order of its values. */
export interface Rank {
  readonly id: string;
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
      /** The columns that the rows stand in the order of, if the SQL gives such. */
      readonly order?: readonly Rank[];
    }
  | { readonly kind: 'filter'; readonly input: Relation; readonly predicate: Sql }
  | { readonly kind: 'project'; readonly input: Relation; readonly columns: readonly Computed[] }
  | {
      readonly kind: 'aggregate';
      readonly input: Relation;
      readonly keys: readonly Computed[];
      readonly aggregates: readonly Computed[];
    }
  /** Puts the values of the keys beside the columns, under the ids of `ranks`: what follows carries them along. */
  | {
      readonly kind: 'sort';
      readonly input: Relation;
      readonly keys: readonly SortKey[];
      readonly ranks: readonly Rank[];
    }
  /** Numbers the rows in their order, so that it is one order, whatever is equal. */
  | { readonly kind: 'number'; readonly input: Relation; readonly rank: Rank }
  | { readonly kind: 'limit'; readonly input: Relation; readonly count: Sql }
  | { readonly kind: 'distinct'; readonly input: Relation }
  | { readonly kind: 'union'; readonly inputs: readonly Relation[] }
  /** Worked out once under this name, however often it is read. */
  | { readonly kind: 'materialized'; readonly input: Relation; readonly id: string }
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

/** The number of a row among the values that a query lists. */
export const LISTED: Rank = { id: 'row', order: 'asc', nulls: 'first' };

/** What the rows of a relation stand in the order of; nothing where their order is not known. */
export function orderOf(relation: Relation): readonly Rank[] {
  switch (relation.kind) {
    case 'values':
      return [LISTED];
    case 'custom':
      return relation.order ?? [];
    case 'filter':
    case 'project':
    case 'limit':
    case 'materialized':
      return orderOf(relation.input);
    case 'sort':
      return [...relation.ranks, ...orderOf(relation.input)];
    case 'number':
      return [relation.rank];
    case 'scan':
    case 'aggregate':
    case 'distinct':
    case 'union':
      return [];
  }
}

const sizes = new WeakMap<Relation, number>();

/** Of how many relations a plan is made, each counted as often as it is read; what is materialized is one when read. */
export function sizeOf(relation: Relation): number {
  if (relation.kind === 'materialized') return 1;
  const known = sizes.get(relation);
  if (known !== undefined) return known;
  const size = inputsOf(relation).reduce((sum, input) => sum + sizeOf(input), 1);
  sizes.set(relation, size);
  return size;
}

/** A plan as text: one relation a line, those that it is made from below it. */
export function printPlan(relation: Relation, indent = 0): string {
  const what = relation.kind === 'custom' ? relation.name : relation.kind;
  const detail = relation.kind === 'scan' ? ` ${relation.table}` : '';
  const columns = relation.columns.map(({ name, type }) => `${name}: ${type}`).join(', ');
  const line = `${'  '.repeat(indent)}${what}${detail} (${columns})`;
  return [line, ...inputsOf(relation).map((input) => printPlan(input, indent + 1))].join('\n');
}
