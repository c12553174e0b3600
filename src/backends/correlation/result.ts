import type { Named, Query } from '../../kql/ast.ts';
import { call, column } from '../../kql/build.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import { COLUMN } from './columns.ts';
import type { Counted } from './judge.ts';
import type { Columns } from './members.ts';
import { from, innerJoin, project, same } from './steps.ts';

/** A correlation's matches as others count them: each is that of its last match. */
export function asMatches(judged: Query, counted: Counted, { keys, wanted, carried }: Columns): Query {
  const { id } = COLUMN;
  const told = call('tostring', call('pack_array', ...keys.map(column), column(id)));
  const rest = [...keys, ...[...wanted, ...carried].map(({ name }) => name)];
  return withLast(
    judged,
    counted,
    [COLUMN.time, COLUMN.order, id, ...rest],
    [...same([COLUMN.time, COLUMN.order]), { name: id, of: told }, ...same(rest)],
  );
}

/**
 * The alerts of a correlation: when the last match was, the groups, what was measured, the first and last match and how
 * many there are, and who and what the last one was about.
 */
export function asAlerts(judged: Query, counted: Counted, columns: Columns, time: string): Query {
  const { keys } = columns;
  const carried = columns.carried.map(({ name }) => name);
  return withLast(
    judged,
    counted,
    [COLUMN.time, ...keys, ...carried],
    [
      { name: time, of: column(COLUMN.time) },
      ...same([...keys, COLUMN.measure, COLUMN.first]),
      { name: COLUMN.last, of: column(COLUMN.time) },
      ...same([COLUMN.count, COLUMN.ids, ...carried]),
    ],
  );
}

/** Rows with what their last match has. */
function withLast(judged: Query, { matches }: Counted, taken: readonly string[], columns: readonly Named[]): Query {
  const { row, measure, first, count, ids } = COLUMN;
  return {
    ...judged,
    operators: [
      ...judged.operators,
      project(...same([row, measure, first, count, ids])),
      innerJoin(from(matches, project(...same([row, ...taken]))), [row]),
      project(...columns),
    ],
  };
}

/** What the query is, and whose rule it was made from. */
export function headOf({ title, id, author, license }: SigmaCorrelation): string {
  const by = author === undefined ? '' : `, by ${author}`;
  return `${title} (${id})${by}${license === undefined ? '' : `, ${license}`}`;
}
