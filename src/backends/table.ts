import type { Fields } from '../match/mapping.ts';
import type { LogSource } from '../sigma/ir.ts';
import { onColumn, type Place } from './field.ts';
import type { Table, Target } from './target.ts';

/** The table for a log source: the first of the target that holds its events. A service has no table of its own. */
export function tableFor(target: Target, { category, product, service }: LogSource): Table | undefined {
  if (service !== undefined) return undefined;
  return target.tables.find(
    ({ holds }) => holds.category === category && (holds.product === undefined || holds.product === product),
  );
}

const known = new WeakMap<Table, Fields<Place>>();

/** The fields of a table: those of Sigma's taxonomy, and its own columns under their own names. */
export function fieldsOf(table: Table): Fields<Place> {
  const found = known.get(table) ?? readFields(table);
  known.set(table, found);
  return found;
}

function readFields(table: Table): Fields<Place> {
  const { columns } = table.schema;
  return {
    target: (field) => {
      if (Object.hasOwn(table.fields, field)) return table.fields[field];
      const type = Object.hasOwn(columns, field) ? columns[field] : undefined;
      return type === undefined ? undefined : onColumn(field, type);
    },
    known: [...Object.keys(table.fields), ...Object.keys(columns)],
  };
}

export function printLogSource({ category, product, service }: LogSource): string {
  const parts = Object.entries({ category, product, service }).filter(([, value]) => value !== undefined);
  return parts.map(([key, value]) => `${key}: ${value}`).join(', ') || '(any)';
}
