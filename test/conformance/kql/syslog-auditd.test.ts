import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AsimColumns } from '../../../src/event/process-event.ts';
import { linesOf, syslogRows } from '../../backends/azure-monitor/lines.ts';
import { auditdRows, type Columns } from '../../backends/azure-monitor/rows.ts';
import { captureFolders, readCapture, readTruth } from '../truth.ts';

const repository = join(import.meta.dirname, '../../..');
const bundled = captureFolders(join(repository, 'hunts/linux-webshell/captures'));
const shared = captureFolders(join(repository, '../shared/telemetry'));
if (shared.length === 0) console.log('conformance/kql/syslog-auditd on ../shared: not run, ../shared is absent');

/** What the records say themselves; the query must say the same. */
const OF_RECORDS = [
  'TargetProcessName',
  'TargetProcessCommandLine',
  'TargetProcessCurrentDirectory',
  'TargetProcessId',
  'TargetUsername',
  'TargetUserId',
  'TargetUserSessionId',
  'ActorUsername',
  'ActorUserId',
  'ActingProcessId',
] as const satisfies readonly (keyof AsimColumns)[];

/** What is worked out: the query may leave it empty. */
const OF_PARENTS = ['ActingProcessName', 'ParentProcessName'] as const;

/** Pids came round three times in it, which KQL can't tell. */
const WITH_REUSED_PIDS = 'm1-mixed-volume';
const MOST_WRONG = 20;

test.each([...bundled, ...shared].map((folder) => [folder.split('/').at(-1) ?? '', folder]))(
  '%s: the query reads what normalize reads',
  { timeout: 300_000 },
  async (name, folder) => {
    const { events } = await readCapture([folder]);
    const path = join(folder, 'audit.log');
    const lines = linesOf(existsSync(path) ? path : `${path}.gz`);
    const rows = new Map(auditdRows(syslogRows(lines, 'audisp-syslog')).map((row) => [row['EventOriginalUid'], row]));
    expect(new Set(rows.keys())).toEqual(new Set(events.map(({ columns }) => columns.EventOriginalUid)));
    const truth = new Map(readTruth(folder).map((entry) => [entry.audit_id, entry]));
    const counts = { events: events.length, actingUnknown: 0, actingWrong: 0, parentUnknown: 0, parentWrong: 0 };
    for (const { columns } of events) {
      const row = rows.get(columns.EventOriginalUid) ?? {};
      expect(ownWords(row)).toEqual(ownWords(columns));
      const [acting, parent] = OF_PARENTS.map((column) => row[column] ?? '');
      const [, , grandparent = ''] = truth.get(columns.EventOriginalUid)?.lineage ?? [];
      if (acting === '' && columns.ActingProcessName !== undefined) counts.actingUnknown += 1;
      if (acting !== '' && acting !== truth.get(columns.EventOriginalUid)?.parent_exe) counts.actingWrong += 1;
      if (parent === '' && columns.ParentProcessName !== undefined) counts.parentUnknown += 1;
      if (parent !== '' && parent !== (columns.ParentProcessName ?? grandparent)) counts.parentWrong += 1;
    }
    console.log(`${name}: ${JSON.stringify(counts)}`);
    const most = name === WITH_REUSED_PIDS ? MOST_WRONG : 0;
    expect(counts.actingWrong).toBeLessThanOrEqual(most);
    expect(counts.parentWrong).toBeLessThanOrEqual(most);
    expect(counts.actingUnknown).toBeLessThanOrEqual(events.length / 2);
  },
);

/** How bytes that are not UTF-8 are shown is the workspace's own. */
function ownWords(columns: Columns | AsimColumns): readonly string[] {
  const named = columns as Readonly<Record<string, unknown>>;
  return OF_RECORDS.map((name) => String(named[name] ?? '').replace(/(?:\\x[89a-f][0-9a-f]|\ufffd)+/g, '\ufffd'));
}
