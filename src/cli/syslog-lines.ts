import type { SyslogLine } from '../duckdb/tables/syslog-table.ts';
import { newHeader, readHeader } from '../formats/auditd/header.ts';
import { UNKNOWN_HOST } from '../read-events.ts';
import { LineSplitter } from '../sources/lines.ts';
import { inputProblem, type LogSet } from '../sources/log-set.ts';
import { readBytes } from '../sources/read-bytes.ts';
import type { Problems } from './problems.ts';

/** What auditd's own plugin for syslog is called in the lines that it forwards. */
const AUDIT_PROGRAM = 'audisp-syslog';

/**
 * Reads the lines of logs as a workspace would hold them in Syslog. A raw audit record is one that auditd's plugin has forwarded
 * when it was written; other lines tell host, program and, if it has a year, the time themselves.
 * @returns whether all could be read
 */
export async function readSyslogLines(
  sets: readonly LogSet[],
  host: string | undefined,
  problems: Problems,
  onLine: (line: SyslogLine) => void,
): Promise<boolean> {
  const header = newHeader();
  const read = (buffer: Buffer, start: number, end: number): void => {
    if (start === end) return;
    const text = buffer.toString('utf8', start, end);
    onLine(readHeader(buffer, start, end, header) ? auditLine(text, header, host) : otherLine(text, host));
  };
  let isWhole = true;
  for (const path of sets.flatMap(({ files }) => files)) {
    const lines = new LineSplitter(read, () => undefined);
    try {
      await readBytes(path, (chunk) => lines.push(chunk), false);
      lines.end();
    } catch (error) {
      problems.add(inputProblem(path, error));
      isWhole = false;
    }
  }
  return isWhole;
}

function auditLine(text: string, header: { time: number; host: string }, host: string | undefined): SyslogLine {
  const from = Math.max(0, text.search(/(?:node=\S* )?type=\S+ (?:msg=)?audit\(/));
  const own = host ?? UNKNOWN_HOST;
  return {
    time: header.time,
    host: header.host === '' ? own : header.host,
    program: AUDIT_PROGRAM,
    message: text.slice(from),
  };
}

/** `TIME HOST PROGRAM[PID]: MESSAGE`, its time as RFC 3339 or as `Nov 24 09:00:00`. */
const LINE =
  /^(?:<\d{1,3}>\d? ?)?(?:(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))|[A-Z][a-z]{2} [ \d]\d [\d:]{8}) (\S+) ([^\s:[]+)(?:\[\d+\])?: ?(.*)$/su;

function otherLine(text: string, host: string | undefined): SyslogLine {
  const [, time, from, program = '', message = text] = LINE.exec(text) ?? [];
  const millis = time === undefined ? Number.NaN : Date.parse(time);
  return {
    time: Number.isNaN(millis) ? undefined : millis,
    host: from ?? host ?? UNKNOWN_HOST,
    program,
    message,
  };
}
