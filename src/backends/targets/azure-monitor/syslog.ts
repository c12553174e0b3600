import type { Let } from '../../../kql/ast.ts';
import { syslogProcessEvents } from '../../../kql/schema/azure-monitor.ts';
import { onColumn, place, type TargetField } from '../../field.ts';
import type { Asked, Table } from '../../target.ts';
import { AUDITD, auditdEvents } from './auditd/events.ts';
import { SYSMON, sysmonEvents } from './sysmon.ts';

/** What writes process events into Syslog. */
export const SYSLOG_SOURCES = ['sysmon', 'auditd', 'all'] as const;
export type SyslogSource = (typeof SYSLOG_SOURCES)[number];

/** Process events of Linux, read from what Sysmon for Linux or auditd have written into Syslog, under ASIM's names. */
export function syslogTable(source: SyslogSource): Table {
  return {
    holds: { category: 'process_creation', product: 'linux' },
    source: { kind: 'table', name: NAMES[source] },
    lets: LETS[source],
    schema: syslogProcessEvents,
    guard: [],
    fields,
    keywords: KEYWORD_COLUMNS.map((name) => place(name)),
    time: 'TimeGenerated',
    entities: {
      host: 'Dvc',
      account: 'TargetUsername',
      processId: 'TargetProcessId',
      commandLine: 'TargetProcessCommandLine',
      file: 'TargetProcessName',
    },
    identity: ['Dvc', 'EventOriginalUid', 'TargetProcessId'],
  };
}

const fields: Readonly<Record<string, TargetField>> = {
  Image: onColumn('TargetProcessName'),
  CommandLine: onColumn('TargetProcessCommandLine'),
  CurrentDirectory: onColumn('TargetProcessCurrentDirectory'),
  ProcessId: onColumn('TargetProcessId', 'id'),
  ProcessGuid: onColumn('TargetProcessGuid'),
  User: onColumn('TargetUsername'),
  LogonId: onColumn('TargetUserId'),
  TerminalSessionId: onColumn('TargetUserSessionId'),
  ParentImage: {
    kind: 'parent',
    acting: place('ActingProcessName'),
    parent: place('ParentProcessName'),
    ancestor: 'name',
  },
  ParentProcessId: {
    kind: 'parent',
    acting: place('ActingProcessId', 'id'),
    parent: place('ParentProcessId', 'id'),
    ancestor: 'pid',
  },
  ParentProcessGuid: { kind: 'parent', acting: place('ActingProcessGuid') },
  ParentCommandLine: { kind: 'parent', acting: place('ActingProcessCommandLine'), ancestor: 'commandLine' },
  AncestorImage: { kind: 'ancestor', field: 'name' },
  AncestorCommandLine: { kind: 'ancestor', field: 'commandLine' },
  ParentUser: onColumn('ActorUsername'),
  ...Object.fromEntries(['MD5', 'SHA1', 'SHA256', 'IMPHASH'].map((kind) => [kind, onColumn(`TargetProcess${kind}`)])),
};

const KEYWORD_COLUMNS = [
  'TargetProcessName',
  'TargetProcessCommandLine',
  'TargetProcessCurrentDirectory',
  'TargetProcessId',
  'TargetUsername',
  'TargetUserId',
  'ActingProcessName',
  'ActingProcessCommandLine',
  'ActingProcessId',
  'ParentProcessName',
  'ParentProcessId',
  'ActorUsername',
  'ActorUserId',
  'Dvc',
  'EventProduct',
  'EventVendor',
];

const BOTH = 'ProcessEvents';

const NAMES: Readonly<Record<SyslogSource, string>> = { sysmon: SYSMON, auditd: AUDITD, all: BOTH };

const LETS: Readonly<Record<SyslogSource, (asked: Asked) => readonly Let[]>> = {
  sysmon: sysmonEvents,
  auditd: auditdEvents,
  all: (asked) => [...sysmonEvents(asked), ...auditdEvents(asked), both],
};

const both: Let = {
  kind: 'query',
  name: BOTH,
  query: {
    comments: [],
    lets: [],
    source: { kind: 'table', name: SYSMON },
    operators: [
      { kind: 'union', of: [{ comments: [], lets: [], source: { kind: 'table', name: AUDITD }, operators: [] }] },
    ],
  },
};
