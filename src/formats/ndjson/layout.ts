import type { ColumnName } from '../../event/taxonomy.ts';

/** Where the value of a column stands in a line. */
export type ColumnPlace =
  /** At this key, as a text or a number; where that says nothing, or is `empty`, the column is absent. */
  | { readonly kind: 'key'; readonly key: string; readonly empty?: string | undefined }
  /** At this key; without it the format finds or makes a value in another way. */
  | { readonly kind: 'key or else'; readonly key: string }
  /** No line of the format tells it. */
  | { readonly kind: 'never' };

/**
 * How the lines of a format tell of an event what must be known even where nobody asks for it. Of several keys the first
 * that says something counts.
 */
export interface Layout {
  /** Undefined for a column that is more than the value of a key. */
  place(column: ColumnName): ColumnPlace | undefined;
  readonly time: readonly string[];
  /** Keys that name the host, and other ones that stand in where none does. */
  readonly host: readonly string[];
  readonly hostInstead: readonly string[];
  /** What stands for a host or an acting process that is not known. */
  readonly unknown?: string;
  /** Keys that have only one of these values, or none, in a process creation. */
  readonly kinds: readonly { readonly keys: readonly string[]; readonly values: readonly string[] }[];
  /** Where what is asked for may stand beside columns: such lines are not told in place. */
  readonly nested: readonly Nested[];
  /** The same where audit records are asked for. */
  readonly records: readonly Nested[];
  /** Where processes above may stand beside the columns of the acting process and its parent. */
  readonly chain: readonly Nested[];
}

/** What stands in the value of a key: whatever it is, or under this name in it. */
export interface Nested {
  readonly key: string;
  readonly name?: string;
}
