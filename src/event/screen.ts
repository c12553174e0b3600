import type { ColumnName } from './taxonomy.ts';

/**
 * Tells of most events that nobody asks for them, from a few of their columns as they stand in the bytes of a log. What
 * it lets through may still be of no interest; what it does not let through surely is.
 */
export interface Screen {
  /** The columns that it looks at. */
  readonly columns: readonly ColumnName[];
  mayMatch(values: ScreenedValues): boolean;
}

/** What a screen looks at: by the place of a column in `columns`, where its value stands. */
export interface ScreenedValues {
  readonly bytes: Buffer;
  /** A value is ASCII, and its bytes are its text; an absent one ends where it begins. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Numbers of which no two different values have the same, in whatever log; 0 for an absent value. */
  readonly versions: Float64Array;
}
