/** A value of a result, as JSON has it: times and spans of time are text. */
export type RowValue = null | boolean | number | string | readonly RowValue[] | { readonly [name: string]: RowValue };

/** The rows of a query's result, whole: a table is as wide as its widest cell. */
export interface RowSet {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly RowValue[])[];
}

/** A way to write the rows of a query. */
export interface RowSink {
  readonly name: string;
  readonly description: string;
  readonly write: (rows: RowSet, write: (text: string) => void) => void;
}

/** A value as text for a cell: text as it is, everything with parts as JSON, nothing for null. */
export function cellText(value: RowValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
