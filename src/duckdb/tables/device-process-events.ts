import { absent } from '../../kql/plan-sql.ts';
import { imProcessCreate } from '../../kql/schema/asim-process.ts';
import { deviceProcessEvents } from '../../kql/schema/defender.ts';
import { list, literal, name, type Sql, sql } from '../../kql/sql.ts';

const text = (column: string): Sql => name(column);
const whole = (column: string): Sql => sql`TRY_CAST(${name(column)} AS BIGINT)`;
/** What stands behind the last separator. */
const last = (column: string, separator: string): Sql =>
  sql`coalesce(string_split(${name(column)}, ${literal(separator)})[-1], '')`;
/** What stands before a backslash, if there is one. */
const domain = (column: string): Sql =>
  sql`CASE WHEN contains(${name(column)}, '\\') THEN string_split(${name(column)}, '\\')[1] ELSE '' END`;

/** Defender's columns that ASIM's tell; the reverse of how Defender's rows become ASIM's. */
const MAPPED: Readonly<Record<string, Sql>> = {
  TimeGenerated: name('TimeGenerated'),
  Timestamp: name('EventStartTime'),
  DeviceName: sql`coalesce(nullif("DvcHostname", ''), "Dvc")`,
  DeviceId: name('DvcId'),
  ActionType: text('EventType'),
  FolderPath: text('TargetProcessName'),
  FileName: sql`coalesce(nullif("TargetProcessFilename", ''), ${last('TargetProcessName', '/')})`,
  ProcessCommandLine: text('TargetProcessCommandLine'),
  ProcessId: whole('TargetProcessId'),
  ProcessCreationTime: name('TargetProcessCreationTime'),
  AccountName: last('TargetUsername', '\\'),
  AccountDomain: domain('TargetUsername'),
  InitiatingProcessFolderPath: text('ActingProcessName'),
  InitiatingProcessFileName: sql`coalesce(nullif("ActingProcessFilename", ''), ${last('ActingProcessName', '/')})`,
  InitiatingProcessCommandLine: text('ActingProcessCommandLine'),
  InitiatingProcessId: whole('ActingProcessId'),
  InitiatingProcessCreationTime: name('ActingProcessCreationTime'),
  InitiatingProcessAccountName: last('ActorUsername', '\\'),
  InitiatingProcessAccountDomain: domain('ActorUsername'),
  InitiatingProcessParentFileName: last('ParentProcessName', '/'),
  InitiatingProcessParentId: whole('ParentProcessId'),
  InitiatingProcessParentCreationTime: name('ParentProcessCreationTime'),
  /** Defender numbers its reports; here the number is made from what tells the event apart. */
  ReportId: sql`CAST('0x' || left(md5(concat_ws('|', "Dvc", "EventOriginalUid", "TargetProcessId")), 12) AS BIGINT)`,
  AdditionalFields: name('AdditionalFields'),
};

const columns = list(
  Object.entries(deviceProcessEvents.columns).map(
    ([column, type]) => sql`${MAPPED[column] ?? absent(type)} AS ${name(column)}`,
  ),
);

/** Defender's table of process events, over ASIM's. */
export const deviceProcessEventsView: Sql = sql`CREATE VIEW ${name(deviceProcessEvents.name)} AS SELECT ${columns} FROM ${name(imProcessCreate.name)}`;
