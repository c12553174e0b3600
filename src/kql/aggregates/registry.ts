import type { FunctionTable } from '../functions/row.ts';
import { none, one } from '../functions/shapes.ts';
import type { Place } from '../lower/context.ts';
import type { Computed } from '../plan.ts';
import { sql } from '../sql.ts';
import type { Node } from '../syntax.ts';
import { argExtremes } from './arg.ts';

const single: FunctionTable = {
  count: { takes: ['any'], gives: 'long', sql: none(() => sql`count(*)`) },
  countif: { takes: ['bool'], gives: 'long', sql: one((a) => sql`count(*) FILTER (WHERE ${a})`) },
  dcount: { takes: ['any'], gives: 'long', sql: ([a]) => (a === undefined ? undefined : sql`count(DISTINCT ${a})`) },
  count_distinct: { takes: ['any'], gives: 'long', sql: one((a) => sql`count(DISTINCT ${a})`) },
  sum: { takes: ['any'], sql: one((a) => sql`coalesce(sum(${a}), 0)`) },
  avg: { takes: ['any'], gives: 'real', sql: one((a) => sql`avg(${a})`) },
  min: { takes: ['any'], sql: one((a) => sql`min(${a})`) },
  max: { takes: ['any'], sql: one((a) => sql`max(${a})`) },
};

/** Aggregates by name: those that give one value, and those that give several columns. */
export const aggregates: {
  readonly single: FunctionTable;
  readonly several: Readonly<Record<string, (call: Node, place: Place) => readonly Computed[]>>;
} = {
  single: Object.assign(Object.create(null) as object, single),
  several: Object.assign(Object.create(null) as object, argExtremes),
};
