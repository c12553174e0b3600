import { ASIM_COLUMNS, type ColumnName, TIME_COLUMNS } from '../../event/taxonomy.ts';
import type { EventOptions } from '../format.ts';
import type { ColumnPlace, Layout } from '../ndjson/layout.ts';

/** Columns that a row need not have as they are in the event: times have one form there, and some have a value always. */
const MADE: ReadonlySet<string> = new Set([...TIME_COLUMNS, 'EventType', 'EventSchema']);

/** Columns that are made of others where the row has none. */
const COMPLETED: ReadonlySet<ColumnName> = new Set<ColumnName>([
  'EventResult',
  'EventSchemaVersion',
  'EventOriginalUid',
  'Dvc',
  'User',
  'Process',
  'CommandLine',
  'TargetProcessFilename',
  'ActingProcessFilename',
]);

export function layoutOf({ users }: EventOptions): Layout {
  return {
    place: (column) => placeOf(column, users.size > 0),
    time: ['EventStartTime', 'TimeGenerated'],
    host: ['Dvc'],
    hostInstead: ['DvcHostname'],
    kinds: [
      { keys: ['EventSchema'], values: ['ProcessEvent'] },
      { keys: ['EventType'], values: ['ProcessCreated', 'ProcessCreate'] },
    ],
    nested: [],
    records: [{ key: 'AdditionalFields', name: 'AuditRecords' }],
    chain: [{ key: 'AdditionalFields', name: 'Ancestors' }, { key: 'processes' }],
  };
}

function placeOf(column: ColumnName, knowsUsers: boolean): ColumnPlace | undefined {
  if (MADE.has(column) || !Object.hasOwn(ASIM_COLUMNS, column)) return undefined;
  if (knowsUsers && column === 'TargetUsernameType') return undefined;
  const isCompleted = COMPLETED.has(column) || (knowsUsers && column === 'TargetUsername');
  return { kind: isCompleted ? 'key or else' : 'key', key: column };
}
