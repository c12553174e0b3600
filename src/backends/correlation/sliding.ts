import type { Operator, Query, Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, column, long } from '../../kql/build.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import { chains, seenRules } from './chains.ts';
import { COLUMN } from './columns.ts';
import { conditionOf, different, isOnlyAll, leastWhole } from './measure.ts';
import { extend, from, minus, named, same, sortBy, where } from './steps.ts';
import { type Counted, onlyFirsts, spanOf, withWindow } from './windows.ts';

/**
 * Of all matches those at which the condition holds over the timespan before, and of these each that is more than a
 * timespan behind the one before that was kept.
 */
export function judgeSliding(counted: Counted): Query {
  const { correlation, matches } = counted;
  const measured = correlation.measure.type === 'event_count' ? [] : [COLUMN.measure];
  return from(
    matches,
    ...measureRows(counted),
    ...onlyFirsts(counted),
    ...withWindow(counted, measured, { [COLUMN.otherId]: column(COLUMN.id) }),
    sortBy([COLUMN.otherRow], 'desc'),
    {
      kind: 'summarize',
      columns: named({
        [COLUMN.first]: call('min', column(COLUMN.otherTime)),
        [COLUMN.count]: call('count'),
        [COLUMN.ids]: call('make_list', column(COLUMN.otherId)),
      }),
      by: same([COLUMN.row, ...measured]),
    },
    ...(measured.length > 0 ? [] : [extend({ [COLUMN.measure]: column(COLUMN.count) })]),
  );
}

/** Measures over the timespan that ends with each match, and keeps those where the condition holds, in their order. */
function measureRows(counted: Counted): readonly Operator[] {
  const { correlation } = counted;
  const { measure, rules } = correlation;
  const start = minus(column(COLUMN.time), spanOf(counted));
  const isFirst = column(COLUMN.isFirst);
  switch (measure.type) {
    case 'event_count':
      return asManyBefore(counted);
    case 'temporal':
      return inOrderAgain(seenRules(rules.length, isFirst, start), correlation);
    case 'temporal_ordered':
      return inOrderAgain(chains(rules.length, isOnlyAll(correlation), isFirst, start), correlation);
    case 'value_count':
      // So many different values are in so many matches.
      return [...asManyBefore(counted), ...measureWindows(counted, different(COLUMN.otherValue))];
    case 'value_sum':
      return measureWindows(counted, call('sum', column(COLUMN.otherValue)));
    case 'value_avg':
    case 'value_median':
    case 'value_percentile':
      throw new Error(`${measure.type} is judged when its window is over`);
  }
}

const IN_ORDER = sortBy([COLUMN.row]);

/** Measures with all matches of the window at hand. */
function measureWindows(counted: Counted, of: Scalar): readonly Operator[] {
  return [
    ...withWindow(counted, [], { [COLUMN.otherValue]: column(COLUMN.value) }),
    {
      kind: 'summarize',
      columns: named({ [COLUMN.measure]: of }),
      by: same([COLUMN.row, COLUMN.time, ...counted.keys]),
    },
    conditionOf(counted.correlation),
    IN_ORDER,
  ];
}

/** The documentation does not say whether rows that a scan gives have an order. */
function inOrderAgain(scan: readonly Operator[], correlation: SigmaCorrelation): readonly Operator[] {
  return [IN_ORDER, ...scan, conditionOf(correlation), IN_ORDER];
}

/** More than can be: a number of rows that still has a literal. */
const MOST = 2 ** 31 - 1;

/** Where so many matches are in a window, the one that many places before is no further away than a timespan. */
function asManyBefore(counted: Counted): readonly Operator[] {
  const { correlation, keys } = counted;
  const places = Math.min(leastWhole(correlation) - 1, MOST);
  if (places === 0) return [IN_ORDER];
  const before = (name: string): Scalar => call('prev', column(name), long(places));
  const isSame = keys.map((key) => binary(column(key), '==', before(key)));
  const isNear = binary(column(COLUMN.before), '>=', minus(column(COLUMN.time), spanOf(counted)));
  const ofBefore = extend({ [COLUMN.before]: before(COLUMN.time) });
  if (isSame.length === 0) return [IN_ORDER, ofBefore, where(isNear)];
  const isIn = allOf([column(COLUMN.isSame), isNear]);
  return [IN_ORDER, ofBefore, extend({ [COLUMN.isSame]: allOf(isSame) }), where(isIn)];
}
