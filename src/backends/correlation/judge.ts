import type { Operator, Query, Scalar } from '../../kql/ast.ts';
import { allOf, anyOf, binary, call, column, FALSE, long } from '../../kql/build.ts';
import type { Measure, SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import { chains, seenRules } from './chains.ts';
import { COLUMN } from './columns.ts';
import { conditionOf, different, isOnlyAll, leastWhole, nearestRank } from './measure.ts';
import { expand, extend, from, innerJoin, lasting, minus, named, project, same, sortBy, where } from './steps.ts';

/** A correlation whose matches are there under a name, in rows with the columns of `COLUMN` and those of its groups. */
export interface Counted {
  readonly correlation: SigmaCorrelation;
  readonly matches: string;
  readonly keys: readonly string[];
}

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
      return [inOrder, ...seenRules(rules.length, column(COLUMN.isFirst), start), conditionOf(correlation)];
    case 'temporal_ordered': {
      const onlyAll = isOnlyAll(correlation);
      return [inOrder, ...chains(rules.length, onlyAll, column(COLUMN.isFirst), start), conditionOf(correlation)];
    }
    default: {
      const of = column(COLUMN.otherValue);
      const value = measure.type === 'value_count' ? different(COLUMN.otherValue) : call('sum', of);
      return [
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

/** Where so many matches are in a window, the one that many places before is no further away than a timespan. */
function asManyBefore(counted: Counted): readonly Operator[] {
  const { correlation, keys } = counted;
  const places = leastWhole(correlation) - 1;
  if (places === 0) return [];
  const isSame = keys.map((key) => binary(column(key), '==', call('prev', column(key), long(places))));
  return [
    extend({ [COLUMN.before]: iffAll(isSame, call('prev', column(COLUMN.time), long(places))) }),
    where(binary(column(COLUMN.before), '>=', minus(column(COLUMN.time), spanOf(counted)))),
  ];
}

function iffAll(conditions: readonly Scalar[], value: Scalar): Scalar {
  return conditions.length === 0
    ? value
    : call('iff', allOf(conditions), value, call('todatetime', { kind: 'string', value: '' }));
}

/** Puts beside each row, for each match in the timespan that ends with it, what is taken of that one. */
function withWindow(counted: Counted, taken: Readonly<Record<string, Scalar>>): readonly Operator[] {
  const span = spanOf(counted);
  const other = {
    [COLUMN.bucket]: call('bin', column(COLUMN.time), span),
    [COLUMN.otherRow]: column(COLUMN.row),
    [COLUMN.otherTime]: column(COLUMN.time),
    ...taken,
  };
  return [
    innerJoin(from(counted.matches, project(...same(counted.keys), ...named(other))), [...counted.keys, COLUMN.bucket]),
    where(
      allOf([
        binary(column(COLUMN.otherRow), '<=', column(COLUMN.row)),
        binary(column(COLUMN.otherTime), '>=', minus(column(COLUMN.time), span)),
      ]),
    ),
  ];
}

/** The two spans of time in which a window can have matches. */
function bucketsBefore(span: Scalar): Scalar {
  const time = column(COLUMN.time);
  return call('range', call('bin', minus(time, span), span), call('bin', time, span), span);
}

/** Of rows in order, in each group the first one, and then always the first that is more than a timespan later. */
function onlyFirsts(counted: Counted): readonly Operator[] {
  const { keys } = counted;
  const isOther = keys.map((key) => binary(column(key), '!=', call('prev', column(key))));
  return [
    extend({ [COLUMN.window]: windowOf(counted, anyOf(isOther)) }),
    extend({
      [COLUMN.startsWindow]: anyOf([
        binary(call('row_number'), '==', long(1)),
        ...isOther,
        binary(column(COLUMN.window), '!=', call('prev', column(COLUMN.window))),
      ]),
    }),
    where(column(COLUMN.startsWindow)),
  ];
}

/** The time of the first match of each window. What is a timespan later belongs to it still, and times are whole milliseconds. */
function windowOf({ correlation }: Counted, restarts: Scalar): Scalar {
  const longer = lasting(correlation.timespan.millis + 1);
  const more = restarts === FALSE ? [] : [restarts];
  return call('row_window_session', column(COLUMN.time), longer, longer, ...more);
}

function spanOf({ correlation }: Counted): Scalar {
  return lasting(correlation.timespan.millis);
}

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
    default:
      return [];
  }
}
