import type { Named, Query, Scalar } from '../../kql/ast.ts';
import { call, column, long } from '../../kql/build.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import { COLUMN, MAX_IDS } from './columns.ts';
import type { Columns } from './members.ts';
import { idParts, knownPart, part, stableIdOf } from './stable-id.ts';
import { from, innerJoin, project, same } from './steps.ts';
import type { Counted } from './windows.ts';

/** A correlation's matches as others count them: each is that of its last match. */
export function asMatches(judged: Query, counted: Counted, { keys, wanted, carried }: Columns): Query {
  const rest = [...keys, ...[...wanted, ...carried].map(({ name }) => name)];
  return withLast(
    judged,
    counted,
    [COLUMN.time, COLUMN.order, ...rest],
    [...same([COLUMN.time, COLUMN.order]), { name: COLUMN.id, of: idOf(counted) }, ...same(rest)],
  );
}

/**
 * The alerts of a correlation: when the last match was, the groups, what was measured, the first and last match and how
 * many there are, and who and what the last one was about.
 */
export function asAlerts(judged: Query, counted: Counted, columns: Columns, time: string): Query {
  const { keys } = columns;
  const carried = columns.carried.map(({ name }) => name);
  const shown = call('array_slice', column(COLUMN.ids), long(0), long(MAX_IDS - 1));
  return withLast(
    judged,
    counted,
    [COLUMN.time, ...keys, ...carried],
    [
      { name: time, of: column(COLUMN.time) },
      ...same([...keys, COLUMN.measure, COLUMN.first]),
      { name: COLUMN.last, of: column(COLUMN.time) },
      ...same([COLUMN.count]),
      { name: COLUMN.alert, of: idOf(counted) },
      { name: COLUMN.ids, of: shown },
      ...same(carried),
    ],
  );
}

/** The id of the alert: of the rule, the group and all matches. */
function idOf({ correlation, keys }: Counted): Scalar {
  const groups = keys.map((key) => part(column(key)));
  return stableIdOf([knownPart(correlation.id), ...groups, idParts(column(COLUMN.ids))]);
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
