import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Row } from '../../kql/evaluate-scalar.ts';
import { datetime, string } from '../../kql/value.ts';

/** Rows of Syslog as a workspace holds them: one for each line, written by a program on a host. */
export function syslogRows(lines: readonly string[], program: string, host = 'test'): readonly Row[] {
  return lines.map((line, at) => ({
    TimeGenerated: datetime(Date.UTC(2026, 0, 1) + at),
    Computer: string(host),
    ProcessName: string(program),
    SyslogMessage: string(line),
  }));
}

/** The lines of a log, also of a packed one. Bytes that are not UTF-8 become U+FFFD, as on the way to a workspace. */
export function linesOf(path: string): readonly string[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}
