import type { Operator, Query, Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, column, long } from '../../kql/build.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import { chains, seenRules } from './chains.ts';
import { COLUMN } from './columns.ts';
import { conditionOf, different, isOnlyAll, leastWhole } from './measure.ts';
import { expand, extend, from, minus, named, project, same, sortBy, where } from './steps.ts';
import { bucketsBefore, type Counted, onlyFirsts, spanOf, withWindow } from './windows.ts';

/**
 * Of all matches those at which the condition holds over the timespan before, and of these each that is more than a
 * timespan behind the one before that was kept.
 */
export function judgeSliding(counted: Counted): Query {
  const { correlation, matches } = counted;
  const { keys } = counted;
  const measured = correlation.measure.type === 'event_count' ? [] : [COLUMN.measure];
  return from(
    matches,
    ...measureRows(counted),
    ...onlyFirsts(counted),
    project(...same([...keys, COLUMN.row, COLUMN.time, ...measured]), {
      name: COLUMN.bucket,
      of: bucketsBefore(spanOf(counted)),
    }),
    expand(COLUMN.bucket, column(COLUMN.bucket), 'datetime'),
    ...withWindow(counted, { [COLUMN.otherId]: column(COLUMN.id) }),
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

/** Measures over the timespan that ends with each match, and keeps those where the condition holds. */
function measureRows(counted: Counted): readonly Operator[] {
  const { correlation, keys } = counted;
  const { measure, rules } = correlation;
  const span = spanOf(counted);
  const start = minus(column(COLUMN.time), span);
  const inOrder = sortBy([COLUMN.row]);
  switch (measure.type) {
    case 'event_count':
      return [inOrder, ...asManyBefore(counted)];
    case 'temporal':
      return inOrderAgain(seenRules(rules.length, column(COLUMN.isFirst), start), correlation);
    case 'temporal_ordered':
      return inOrderAgain(chains(rules.length, isOnlyAll(correlation), column(COLUMN.isFirst), start), correlation);
    default: {
      const of = column(COLUMN.otherValue);
      const value = measure.type === 'value_count' ? different(COLUMN.otherValue) : call('sum', of);
      return [
        // So many different values are in so many matches.
        ...(measure.type === 'value_count' ? [inOrder, ...asManyBefore(counted)] : []),
        project(...same([...keys, COLUMN.row, COLUMN.time]), { name: COLUMN.bucket, of: bucketsBefore(span) }),
        expand(COLUMN.bucket, column(COLUMN.bucket), 'datetime'),
        ...withWindow(counted, { [COLUMN.otherValue]: column(COLUMN.value) }),
        {
          kind: 'summarize',
          columns: named({ [COLUMN.measure]: value }),
          by: same([COLUMN.row, COLUMN.time, ...keys]),
        },
        conditionOf(correlation),
        inOrder,
      ];
    }
  }
}

/** The documentation does not say whether rows that a scan gives have an order. */
function inOrderAgain(scan: readonly Operator[], correlation: SigmaCorrelation): readonly Operator[] {
  const inOrder = sortBy([COLUMN.row]);
  return [inOrder, ...scan, conditionOf(correlation), inOrder];
}

/** More than can be: a number of rows that still has a literal. */
const MOST = 2 ** 31;

/** Where so many matches are in a window, the one that many places before is no further away than a timespan. */
function asManyBefore(counted: Counted): readonly Operator[] {
  const { correlation, keys } = counted;
  const places = Math.min(leastWhole(correlation) - 1, MOST);
  if (places === 0) return [];
  const before = (name: string): Scalar => call('prev', column(name), long(places));
  const isSame = keys.map((key) => binary(column(key), '==', before(key)));
  const isNear = binary(column(COLUMN.before), '>=', minus(column(COLUMN.time), spanOf(counted)));
  const ofBefore = extend({ [COLUMN.before]: before(COLUMN.time) });
  if (isSame.length === 0) return [ofBefore, where(isNear)];
  return [ofBefore, extend({ [COLUMN.isSame]: allOf(isSame) }), where(allOf([column(COLUMN.isSame), isNear]))];
}
