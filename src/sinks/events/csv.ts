import { ASIM_COLUMNS, type ColumnName } from '../../event/taxonomy.ts';
import { csvRow } from '../csv-row.ts';
import type { EventSink } from './event-sink.ts';

const COLUMNS = Object.keys(ASIM_COLUMNS) as ColumnName[];

/** One event a row: every ASIM column, the additional fields as JSON, and where the first record was read. */
export const eventCsv: EventSink = {
  name: 'csv',
  description: 'one event a row, ASIM columns',
  extension: 'csv',
  open(write) {
    write(csvRow([...COLUMNS, 'AdditionalFields', 'Source', 'Line']));
    return ({ columns, origin }) => {
      const values = COLUMNS.map((name) => columns[name]);
      write(csvRow([...values, JSON.stringify(columns.AdditionalFields), origin.source, origin.line]));
    };
  },
};
