import type { AsimColumns } from '../event/process-event.ts';
import { SQL_TYPES } from '../kql/plan-sql.ts';
import { imProcessCreate } from '../kql/schema/asim-process.ts';
import { list, literal, name, type Sql, sql } from '../kql/sql.ts';

/** The columns that our events can fill; tables and files have no others, and the views over them have all of ASIM's. */
export const STORED: readonly (keyof AsimColumns)[] = [
  ...(['TimeGenerated', 'EventStartTime', 'EventEndTime', 'EventCount', 'EventType', 'EventResult'] as const),
  ...(['EventSchema', 'EventSchemaVersion', 'EventProduct', 'EventVendor', 'EventOriginalType'] as const),
  ...(['EventOriginalUid', 'Dvc', 'DvcHostname', 'DvcOs', 'ActorUserId', 'ActorUserIdType', 'ActorUsername'] as const),
  ...(['ActorUsernameType', 'ActorSessionId', 'TargetUserId', 'TargetUserIdType', 'TargetUsername'] as const),
  ...(['TargetUsernameType', 'TargetUserSessionId', 'TargetProcessName', 'TargetProcessFilename'] as const),
  ...(['TargetProcessCommandLine', 'TargetProcessCurrentDirectory', 'TargetProcessId'] as const),
  ...(['TargetProcessCreationTime', 'ActingProcessName', 'ActingProcessFilename'] as const),
  ...(['ActingProcessCommandLine', 'ActingProcessId', 'ActingProcessCreationTime', 'ParentProcessName'] as const),
  ...(['ParentProcessCommandLine', 'ParentProcessId', 'ParentProcessCreationTime', 'User', 'Process'] as const),
  ...(['CommandLine', 'AdditionalFields'] as const),
];

/** What tells two events apart: where these are the same, it is one event. */
export const EVENT_ID: readonly (keyof AsimColumns)[] = ['Dvc', 'EventOriginalUid', 'TargetProcessId'];

/** The type in which a column is stored; what is `dynamic` is text until it is asked for. */
function storedType(column: string): Sql {
  const type = imProcessCreate.columns[column] ?? 'string';
  return type === 'dynamic' ? sql`VARCHAR` : SQL_TYPES[type];
}

/** The columns as they stand in `CREATE TABLE`. */
export const STORED_DEFINITION: Sql = list(STORED.map((column) => sql`${name(column)} ${storedType(column)}`));

/** The columns as a list of names. */
export const STORED_NAMES: Sql = list(STORED.map((column) => name(column)));

const structure = Object.fromEntries(
  STORED.map((column) => [column, column === 'AdditionalFields' ? 'JSON' : storedType(column).text]),
);

/** The stored columns of events that are one JSON object a row, in a column named `line`. */
export const STORED_FROM_LINE: Sql = sql`unnest(from_json(line, ${literal(JSON.stringify(structure))}))`;
