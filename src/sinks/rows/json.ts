import { jsonLine } from '../json-line.ts';
import type { RowSink } from './row-sink.ts';

/** One row a line, an object by the names of the columns. */
export const json: RowSink = {
  name: 'json',
  description: 'one row a line, as JSON',
  write({ columns, rows }, write) {
    for (const row of rows) {
      const pairs = columns.map(({ name }, at) => [name, row[at] ?? null] as const);
      write(`${jsonLine(Object.fromEntries(pairs))}\n`);
    }
  },
};
