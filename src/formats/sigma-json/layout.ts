import { type ColumnName, LOG_FIELDS, LOG_PROCESS_KEYS, taxonomy } from '../../event/taxonomy.ts';
import type { EventOptions } from '../format.ts';
import type { ColumnPlace, Layout } from '../ndjson/layout.ts';

/** What is written in place of a value that is not known, but in columns where it may be the value itself. */
const UNKNOWN = '-';
const LITERAL: ReadonlySet<ColumnName> = new Set<ColumnName>(['TargetProcessName', 'TargetProcessCommandLine']);

/** Columns of the process above the acting one, of which no field tells. */
const NEVER: ReadonlySet<ColumnName> = new Set<ColumnName>([
  'ParentProcessId',
  'ParentProcessName',
  'ParentProcessCommandLine',
]);

/** The field of each column that is no more than the value of one. */
const FIELDS: ReadonlyMap<ColumnName, string> = new Map(
  Object.entries(taxonomy).flatMap(([field, target]): [ColumnName, string][] => {
    if (target.kind === 'column') return [[target.column, field]];
    return target.kind === 'parent' ? [[target.acting, field]] : [];
  }),
);

/** Flat records; those in Windows' own form are read as a whole. */
export function layoutOf({ users }: EventOptions): Layout {
  return {
    place: (column) => (column === 'TargetUsername' && users.size > 0 ? undefined : placeOf(column)),
    time: LOG_FIELDS.EventStartTime,
    host: LOG_FIELDS.Dvc,
    hostInstead: [],
    unknown: UNKNOWN,
    kinds: [{ keys: LOG_FIELDS.EventOriginalType, values: ['1'] }],
    nested: [{ key: 'Event' }, { key: 'EventData' }, { key: 'System' }],
    records: [],
    // With an @ it may be the key of a process that another line names by its pid.
    chain: [{ key: LOG_PROCESS_KEYS.parent, name: '@' }],
  };
}

function placeOf(column: ColumnName): ColumnPlace | undefined {
  if (NEVER.has(column)) return { kind: 'never' };
  const key = FIELDS.get(column);
  if (key === undefined) return undefined;
  return { kind: 'key', key, empty: LITERAL.has(column) ? undefined : UNKNOWN };
}
