import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import type { Activity } from '../../src/event/activity.ts';
import { EVERYTHING } from '../../src/event/demand.ts';
import type { ProcessEvent } from '../../src/event/process-event.ts';
import type { EventFormat, Format, FormatCounts, OpenFormat } from '../../src/formats/format.ts';
import { LineSplitter } from '../../src/sources/lines.ts';

/** A file of a log, in the pieces in which it is to be read. */
export interface LogFile {
  readonly name: string;
  readonly chunks: readonly Buffer[];
}

export interface LogRead {
  /** What the log told, as plain data. */
  readonly told: readonly (Activity | Pick<ProcessEvent, 'columns' | 'origin'>)[];
  readonly problems: readonly Diagnostic[];
  readonly counts: FormatCounts;
}

export interface EventsRead {
  readonly events: readonly ProcessEvent[];
  readonly problems: readonly Diagnostic[];
  readonly counts: FormatCounts;
}

/** Reads the files of one log of any format, oldest first. */
export function readLog(format: Format, files: readonly LogFile[], users: ReadonlyMap<string, string>): LogRead {
  const told: (Activity | Pick<ProcessEvent, 'columns' | 'origin'>)[] = [];
  const problems: Diagnostic[] = [];
  const options = { host: 'unknown', users, log: 'log', onProblem: (each: Diagnostic) => problems.push(each) };
  const log =
    format.kind === 'activities'
      ? format.open({ ...options, onActivity: (each) => told.push(each) })
      : format.open({
          ...options,
          demand: EVERYTHING,
          onEvent: ({ columns, origin }) => told.push({ columns, origin }),
        });
  push(log, files);
  return { told, problems, counts: log.counts };
}

/** Reads a text in a format of whole events. */
export function readEventText(format: EventFormat, content: string | Buffer, limit?: number): EventsRead {
  const events: ProcessEvent[] = [];
  const problems: Diagnostic[] = [];
  const log = format.open({
    host: 'unknown',
    users: new Map(),
    log: 'log',
    demand: EVERYTHING,
    onEvent: (event) => events.push(event),
    onProblem: (problem) => problems.push(problem),
  });
  push(log, [{ name: 'input.log', chunks: [Buffer.from(content)] }], limit);
  return { events, problems, counts: log.counts };
}

function push(log: OpenFormat, files: readonly LogFile[], limit?: number): void {
  for (const { name, chunks } of files) {
    log.file(name);
    const splitter = new LineSplitter(
      (buffer, start, end, place) => log.line(buffer, start, end, place),
      (bytes, place) => log.longLine(bytes, place),
      limit,
    );
    for (const chunk of chunks) splitter.push(chunk);
    splitter.end();
  }
  log.end();
}
