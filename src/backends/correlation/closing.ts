import type { Operator, Query, Scalar } from '../../kql/ast.ts';
import { anyOf, binary, call, column, FALSE } from '../../kql/build.ts';
import type { Measure } from '../../sigma/correlation/ir.ts';
import { chains } from './chains.ts';
import { COLUMN } from './columns.ts';
import { conditionOf, different, nearestRank } from './measure.ts';
import { extend, from, named, same, sortBy } from './steps.ts';
import { type Counted, windowOf } from './windows.ts';

/** Of all matches those windows, each with the first match behind the one before, over which the condition holds. */
export function judgeClosing(counted: Counted): Query {
  const { correlation, matches, keys } = counted;
  const { measure } = correlation;
  return from(
    matches,
    sortBy([COLUMN.row]),
    extend({ [COLUMN.window]: windowOf(counted, keys.length === 0 ? FALSE : column(COLUMN.isFirst)) }),
    ...(measure.type === 'temporal_ordered' ? chainsInWindows(counted) : []),
    sortBy([COLUMN.row], 'desc'),
    {
      kind: 'summarize',
      columns: named({
        [COLUMN.row]: call('max', column(COLUMN.row)),
        [COLUMN.first]: call('min', column(COLUMN.time)),
        [COLUMN.count]: call('count'),
        [COLUMN.ids]: call('make_list', column(COLUMN.id)),
        ...measureWindow(measure),
      }),
      by: same([...keys, COLUMN.window]),
    },
    ...measureList(measure),
    conditionOf(correlation),
  );
}

function chainsInWindows({ correlation: { rules } }: Counted): readonly Operator[] {
  const starts = anyOf([
    column(COLUMN.isFirst),
    binary(column(COLUMN.window), '!=', call('prev', column(COLUMN.window))),
  ]);
  const all = chains(rules.length, false, column(COLUMN.startsWindow), column(COLUMN.window));
  return [extend({ [COLUMN.startsWindow]: starts }), ...all];
}

function measureWindow({ type }: Measure): Readonly<Record<string, Scalar>> {
  const value = column(COLUMN.value);
  switch (type) {
    case 'event_count':
      return { [COLUMN.measure]: call('count') };
    case 'value_count':
      return { [COLUMN.measure]: different(COLUMN.value) };
    case 'temporal':
      return { [COLUMN.measure]: different(COLUMN.rule) };
    case 'temporal_ordered':
      return { [COLUMN.measure]: call('max', column(COLUMN.measure)) };
    case 'value_sum':
      return { [COLUMN.measure]: call('sum', value) };
    case 'value_avg':
      return { [COLUMN.measure]: call('avg', value) };
    case 'value_median':
    case 'value_percentile':
      return { [COLUMN.values]: call('make_list', value) };
  }
}

function measureList(measure: Measure): readonly Operator[] {
  switch (measure.type) {
    case 'value_median':
      return [extend({ [COLUMN.measure]: nearestRank(COLUMN.values, 50) })];
    case 'value_percentile':
      return [extend({ [COLUMN.measure]: nearestRank(COLUMN.values, measure.percentile) })];
    case 'event_count':
    case 'value_count':
    case 'temporal':
    case 'temporal_ordered':
    case 'value_sum':
    case 'value_avg':
      return [];
  }
}
