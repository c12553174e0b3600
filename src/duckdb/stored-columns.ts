import type { AsimColumns } from '../event/process-event.ts';
import { SQL_TYPES } from '../kql/plan-sql.ts';
import { imProcessCreate } from '../kql/schema/asim-process.ts';
import { count, list, name, type Sql, sql } from '../kql/sql.ts';

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
export const EVENT_ID = [
  'Dvc',
  'EventOriginalUid',
  'TargetProcessId',
] as const satisfies readonly (keyof AsimColumns)[];

/** The type in which a column is stored; what is `dynamic` is text until it is asked for. */
function storedType(column: string): Sql {
  const type = imProcessCreate.columns[column] ?? 'string';
  return type === 'dynamic' ? sql`VARCHAR` : SQL_TYPES[type];
}

/** The columns as they stand in `CREATE TABLE`. */
export const STORED_DEFINITION: Sql = list(STORED.map((column) => sql`${name(column)} ${storedType(column)}`));

/** The columns as a list of names. */
export const STORED_NAMES: Sql = list(STORED.map((column) => name(column)));

/** An event as a row of `eventsOfLines` reads it: the values of the stored columns in their order, as a JSON array. */
export function lineOf(columns: AsimColumns): string {
  const values = STORED.map((column) => columns[column]);
  const text = JSON.stringify(values);
  if (!text.includes('\\ud')) return text;
  // A half of a surrogate pair is no text that JSON's readers take.
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value));
}

/** The stored columns of the events in the column `line` of a relation, in its order. */
export function eventsOfLines(lines: Sql): Sql {
  const columns = STORED.map((column, at) => {
    const value = sql`v[${count(at + 1)}]`;
    const type = storedType(column);
    return sql`${type.text === 'VARCHAR' ? value : sql`TRY_CAST(${value} AS ${type})`} AS ${name(column)}`;
  });
  return sql`SELECT ${list(columns)} FROM (SELECT from_json(line, '["VARCHAR"]') AS v FROM ${lines})`;
}
