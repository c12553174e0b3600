import { report } from '../../diagnostic/diagnostic.ts';
import type { Origin } from '../../event/origin.ts';
import type { AsimColumns } from '../../event/process-event.ts';
import { stableId } from '../../event/stable-id.ts';
import type { EventOptions } from '../format.ts';
import { rfc3339 } from '../rfc3339.ts';
import type { Reading } from './log.ts';
import { EventWithParents, type ProcessKeys } from './own-parents.ts';

/** Columns as far as a line gives them; the order of the keys stays. */
export type GivenColumns = { -readonly [K in keyof AsimColumns]?: AsimColumns[K] | undefined };

/** The version of ASIM's Process Event schema that the columns follow. */
const SCHEMA_VERSION = '0.1.4';

/**
 * The event of a line that names at least an image or a command line: with every column that an event must have.
 * @param time milliseconds since 1970
 */
export function eventOf(
  given: GivenColumns,
  time: number,
  origin: Origin,
  keys: ProcessKeys,
  options: EventOptions,
): Reading {
  const namesHost = given.Dvc !== undefined;
  const columns = complete(given, rfc3339(time), options);
  return { kind: 'event', event: new EventWithParents(columns, time, origin, keys), namesHost };
}

function complete(columns: GivenColumns, time: string, { host, users }: EventOptions): AsimColumns {
  columns.TimeGenerated ??= time;
  columns.EventStartTime = time;
  columns.EventEndTime ??= time;
  columns.EventCount ??= 1;
  columns.EventType = 'ProcessCreated';
  columns.EventResult ??= 'Success';
  columns.EventSchema = 'ProcessEvent';
  columns.EventSchemaVersion ??= SCHEMA_VERSION;
  columns.EventProduct ??= '';
  columns.EventVendor ??= '';
  columns.TargetProcessName ??= '';
  columns.TargetProcessId ??= '';
  columns.Dvc ??= columns.DvcHostname ?? host;
  addUser(columns, users);
  addAliases(columns);
  columns.AdditionalFields ??= {};
  columns.EventOriginalUid ??= derivedUid(columns);
  return columns as AsimColumns;
}

function addUser(columns: GivenColumns, users: ReadonlyMap<string, string>): void {
  if (columns.TargetUsername !== undefined || columns.TargetUserId === undefined) return;
  const name = users.get(columns.TargetUserId);
  if (name === undefined) return;
  columns.TargetUsername = name;
  columns.TargetUsernameType = 'Simple';
}

function addAliases(columns: GivenColumns): void {
  columns.Process ??= columns.TargetProcessName ?? '';
  if (columns.CommandLine === undefined && columns.TargetProcessCommandLine !== undefined)
    columns.CommandLine = columns.TargetProcessCommandLine;
  if (columns.User === undefined && columns.TargetUsername !== undefined) columns.User = columns.TargetUsername;
  if (columns.TargetProcessFilename === undefined && columns.TargetProcessName !== '')
    columns.TargetProcessFilename = baseName(columns.TargetProcessName ?? '');
  if (columns.ActingProcessFilename === undefined && columns.ActingProcessName !== undefined)
    columns.ActingProcessFilename = baseName(columns.ActingProcessName);
}

/** What tells an event apart whose source gave it no number. It is computed once and stored with the event. */
function derivedUid(columns: GivenColumns): string {
  const { EventStartTime, TargetProcessName, TargetProcessCommandLine, ActingProcessName } = columns;
  return stableId(
    ['event', EventStartTime, TargetProcessName, TargetProcessCommandLine, ActingProcessName].map(String),
  );
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The reading of a line whose time is absent or no time. */
export function badTime(found: string | undefined, { source, line }: Origin): Reading {
  const problem = report('event-bad-time', { source, line }, { found: found?.slice(0, 80) ?? 'there is none' });
  return { kind: 'unusable', problem };
}

export function noProcess(expected: string, { source, line }: Origin): Reading {
  return { kind: 'unusable', problem: report('event-no-process', { source, line }, { expected }) };
}
