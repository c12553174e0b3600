import { jsonLine } from '../json-line.ts';
import type { EventSink } from './event-sink.ts';

/** One event a line: the ASIM columns, and where its first record was read as `origin`. */
export const ndjson: EventSink = {
  name: 'ndjson',
  description: 'one event a line, ASIM columns',
  extension: 'ndjson',
  open:
    (write) =>
    ({ columns, origin }) =>
      write(`${jsonLine({ ...columns, origin })}\n`),
};
