import { AUDITD, auditdEvents } from '../../../src/backends/targets/azure-monitor/auditd/events.ts';
import { SYSMON, sysmonEvents } from '../../../src/backends/targets/azure-monitor/sysmon.ts';
import type { Let } from '../../../src/kql/ast.ts';
import { rowsOfQuery } from '../../kql/evaluate-query.ts';
import type { Row } from '../../kql/evaluate-scalar.ts';
import { textOf } from '../../kql/value.ts';
import { syslogRows } from './lines.ts';

/** A row of process events; times as texts too. */
export type Columns = Readonly<Record<string, string>>;

export const WITH_PARENTS: ReadonlySet<string> = new Set(['ActingProcessName', 'ParentProcessName']);

/** What the query for auditd makes of rows of Syslog, in the order of the events' ids. */
export function auditdRows(syslog: readonly Row[], columns: ReadonlySet<string> = WITH_PARENTS): readonly Columns[] {
  const rows = given(auditdEvents({ columns, time: [] }), AUDITD, syslog);
  return rows.toSorted((a, b) => String(a['EventOriginalUid']).localeCompare(String(b['EventOriginalUid'])));
}

/** The same of lines that auditd has written on one host. */
export function auditdOf(...lines: readonly string[]): readonly Columns[] {
  return auditdRows(syslogRows(lines, 'audisp-syslog'));
}

/** What the query for Sysmon makes of lines. */
export function sysmonOf(lines: readonly string[], columns: ReadonlySet<string> = new Set()): readonly Columns[] {
  return given(sysmonEvents({ columns, time: [] }), SYSMON, syslogRows(lines, 'sysmon'));
}

function given(lets: readonly Let[], name: string, syslog: readonly Row[]): readonly Columns[] {
  const query = { comments: [], lets, source: { kind: 'table', name }, operators: [] } as const;
  return rowsOfQuery(query, { Syslog: syslog }).map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, textOf(value)])),
  );
}
