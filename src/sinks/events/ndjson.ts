import { processMarks } from '../../event/process-marks.ts';
import { jsonLine } from '../json-line.ts';
import type { EventSink } from './event-sink.ts';

/**
 * One event a line: the ASIM columns, where its first record was read as `origin`, and as `processes` what tells it and
 * its ancestors apart. The format `asim` reads all of it back.
 */
export const ndjson: EventSink = {
  name: 'ndjson',
  description: 'one event a line, ASIM columns',
  extension: 'ndjson',
  open:
    (write) =>
    ({ columns, origin, process }) =>
      write(`${jsonLine({ ...columns, origin, processes: processMarks(process) })}\n`),
};
