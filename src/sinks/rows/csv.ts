import { csvRow } from '../csv-row.ts';
import { cellText, type RowSink } from './row-sink.ts';

/** RFC 4180; no cell can become a formula of a spreadsheet. */
export const csv: RowSink = {
  name: 'csv',
  description: 'for spreadsheets',
  write({ columns, rows }, write) {
    write(csvRow(columns.map(({ name }) => name)));
    for (const row of rows) write(csvRow(row.map(cellText)));
  },
};
