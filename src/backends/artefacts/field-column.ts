import type { Table } from '../target.ts';

/** The column of a table that is a field of Sigma; none where it is computed, or not there. */
export function columnOfField(fields: Table['fields'], field: string): string | undefined {
  const target = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const place = target?.kind === 'column' ? target.column : target?.kind === 'parent' ? target.acting : undefined;
  return place?.of.kind === 'column' ? place.of.name : undefined;
}
