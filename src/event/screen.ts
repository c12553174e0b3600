import type { ColumnName } from './taxonomy.ts';

/**
 * Tells of most events that nobody asks for them, from a few of their columns as they stand in the bytes of a log. What
 * it lets through may still be of no interest; what it does not let through surely is.
 */
export interface Screen {
  /** The columns that it looks at. */
  readonly columns: readonly ColumnName[];
  /**
   * @param starts by the place of a column in `columns`, where its value begins; it is ASCII, and its bytes are its text
   * @param ends by the same place, where it ends; the same as where it begins for an absent value
   */
  mayMatch(bytes: Buffer, starts: Int32Array, ends: Int32Array): boolean;
}
