import { csv } from './csv.ts';
import { json } from './json.ts';
import type { RowSink } from './row-sink.ts';
import { table } from './table.ts';

/** Every way to write rows; the first is what a person gets. A new one is a file here and a line. */
export const rowSinks: readonly RowSink[] = [table, json, csv];
