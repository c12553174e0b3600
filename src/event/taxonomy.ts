import type { AsimColumns } from './process-event.ts';

/** Where a Sigma field of `process_creation` is found in an event; a column is a name here, and what a query asks there. */
export type FieldTarget<C = ColumnName> =
  | { readonly kind: 'column'; readonly column: C }
  /** Sigma's parent: the acting process; under `--lineage asim` the parent process as well. */
  | {
      readonly kind: 'parent';
      readonly acting: C;
      readonly parent?: C;
      readonly ancestor?: AncestorField;
    }
  /** Any one of the ancestors. */
  | { readonly kind: 'ancestor'; readonly field: AncestorField }
  /** A field of one audit record, by auditd's name. */
  | { readonly kind: 'record'; readonly field: string };

export type ColumnName = Exclude<keyof AsimColumns, 'AdditionalFields' | 'EventCount'>;
export type AncestorField = 'name' | 'commandLine' | 'pid';

const column = (name: ColumnName): FieldTarget => ({ kind: 'column', column: name });

/**
 * Sigma's taxonomy of process creation → ASIM. Only ParentImage and ParentProcessId widen to the grandparent, as the
 * reference conversion does; ParentCommandLine does not.
 */
export const taxonomy: Readonly<Record<string, FieldTarget>> = {
  Image: column('TargetProcessName'),
  CommandLine: column('TargetProcessCommandLine'),
  CurrentDirectory: column('TargetProcessCurrentDirectory'),
  ProcessId: column('TargetProcessId'),
  User: column('TargetUsername'),
  LogonId: column('TargetUserId'),
  TerminalSessionId: column('TargetUserSessionId'),
  ParentImage: { kind: 'parent', acting: 'ActingProcessName', parent: 'ParentProcessName', ancestor: 'name' },
  ParentProcessId: { kind: 'parent', acting: 'ActingProcessId', parent: 'ParentProcessId', ancestor: 'pid' },
  ParentCommandLine: { kind: 'parent', acting: 'ActingProcessCommandLine', ancestor: 'commandLine' },
  ParentUser: column('ActorUsername'),
  AncestorImage: { kind: 'ancestor', field: 'name' },
  AncestorCommandLine: { kind: 'ancestor', field: 'commandLine' },
};

/**
 * Names beside those of the taxonomy by which logs with Sigma's field names tell the rest of an event, the most telling
 * first. They stand in such logs only: rules don't ask for them.
 */
export const LOG_FIELDS = {
  EventStartTime: ['UtcTime', '@timestamp', 'timestamp', 'EventTime', 'TimeCreated', 'TimeGenerated', 'time'],
  Dvc: ['Computer', 'ComputerName', 'Hostname', 'HostName', 'hostname', 'host'],
  EventOriginalUid: ['EventOriginalUid', 'EventRecordID', 'EventRecordId', 'RecordNumber'],
  EventOriginalType: ['EventID', 'EventId', 'event_id'],
} as const satisfies Partial<Record<ColumnName, readonly string[]>>;

/** Names by which such logs tell processes apart where pids come again: of the new process, and of its parent. */
export const LOG_PROCESS_KEYS = { process: 'ProcessGuid', parent: 'ParentProcessGuid' } as const;

/** A field's target: a name of Sigma's taxonomy, or the name of an ASIM column itself. */
export function fieldTarget(field: string): FieldTarget | undefined {
  if (Object.hasOwn(taxonomy, field)) return taxonomy[field];
  return Object.hasOwn(ASIM_COLUMNS, field) ? column(field as ColumnName) : undefined;
}

/** The columns that a rule may name directly. */
export const ASIM_COLUMNS: Readonly<Record<ColumnName, true>> = {
  TimeGenerated: true,
  EventStartTime: true,
  EventEndTime: true,
  EventType: true,
  EventResult: true,
  EventSchema: true,
  EventSchemaVersion: true,
  EventProduct: true,
  EventVendor: true,
  EventOriginalType: true,
  EventOriginalUid: true,
  Dvc: true,
  DvcHostname: true,
  DvcOs: true,
  ActorUserId: true,
  ActorUserIdType: true,
  ActorUsername: true,
  ActorUsernameType: true,
  ActorSessionId: true,
  TargetUserId: true,
  TargetUserIdType: true,
  TargetUsername: true,
  TargetUsernameType: true,
  TargetUserSessionId: true,
  TargetProcessName: true,
  TargetProcessFilename: true,
  TargetProcessCommandLine: true,
  TargetProcessCurrentDirectory: true,
  TargetProcessId: true,
  TargetProcessCreationTime: true,
  ActingProcessName: true,
  ActingProcessFilename: true,
  ActingProcessCommandLine: true,
  ActingProcessId: true,
  ActingProcessCreationTime: true,
  ParentProcessName: true,
  ParentProcessCommandLine: true,
  ParentProcessId: true,
  ParentProcessCreationTime: true,
  User: true,
  Process: true,
  CommandLine: true,
};

/** Columns that hold a time, as text of RFC 3339 in our events and as a `datetime` in tables. */
export const TIME_COLUMNS: ReadonlySet<string> = new Set<ColumnName>([
  'TimeGenerated',
  'EventStartTime',
  'EventEndTime',
  'TargetProcessCreationTime',
  'ActingProcessCreationTime',
  'ParentProcessCreationTime',
]);

/** Where keywords look: every column that holds a text. A time has another text in each place where it is stored. */
export const KEYWORD_COLUMNS: readonly ColumnName[] = (Object.keys(ASIM_COLUMNS) as ColumnName[]).filter(
  (name) => !TIME_COLUMNS.has(name),
);
