import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import type { Activity } from '../../src/event/activity.ts';
import { auditd } from '../../src/formats/auditd/index.ts';
import type { FormatCounts } from '../../src/formats/format.ts';
import { LineSplitter } from '../../src/sources/lines.ts';

/** A file of a log, in the pieces in which it is to be read. */
export interface LogFile {
  readonly name: string;
  readonly chunks: readonly Buffer[];
}

export interface AuditRead {
  readonly activities: readonly Activity[];
  readonly problems: readonly Diagnostic[];
  readonly counts: FormatCounts;
}

/** Reads the files of one audit log, oldest first. */
export function readAuditd(files: readonly LogFile[], users: ReadonlyMap<string, string> = new Map()): AuditRead {
  const activities: Activity[] = [];
  const problems: Diagnostic[] = [];
  const log = auditd.open({
    host: 'unknown',
    users,
    log: 'log',
    onActivity: (activity) => activities.push(activity),
    onProblem: (problem) => problems.push(problem),
  });
  for (const { name, chunks } of files) {
    log.file(name);
    const splitter = new LineSplitter(
      (buffer, start, end, place) => log.line(buffer, start, end, place),
      (bytes, place) => log.longLine(bytes, place),
    );
    for (const chunk of chunks) splitter.push(chunk);
    splitter.end();
  }
  log.end();
  return { activities, problems, counts: log.counts };
}

/** The same for a text in one piece; `latin1` texts hold one byte a character. */
export function readAuditText(text: string, encoding: BufferEncoding = 'utf8'): AuditRead {
  return readAuditd([{ name: 'input.log', chunks: [Buffer.from(text, encoding)] }]);
}

/** The counts as plain data. */
export function plainCounts(
  counts: FormatCounts,
): Omit<FormatCounts, 'firstTime' | 'lastTime' | 'events' | 'others' | 'unknownParents'> {
  const { lines, records, skipped, blank, lost, incomplete, unnamedHost } = counts;
  return { lines, records, skipped, blank, lost, incomplete, unnamedHost };
}
