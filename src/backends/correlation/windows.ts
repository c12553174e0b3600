import type { Operator, Scalar } from '../../kql/ast.ts';
import { allOf, anyOf, binary, call, column, FALSE, long } from '../../kql/build.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import { COLUMN } from './columns.ts';
import { expand, extend, from, innerJoin, lasting, minus, named, project, same, where } from './steps.ts';

/** A correlation whose matches are there under a name, in rows with the columns of `COLUMN` and those of its groups. */
export interface Counted {
  readonly correlation: SigmaCorrelation;
  readonly matches: string;
  readonly keys: readonly string[];
}

/** Puts beside each row, of which `kept` stays, what is taken of each match in the timespan that ends with it. */
export function withWindow(
  counted: Counted,
  kept: readonly string[],
  taken: Readonly<Record<string, Scalar>>,
): readonly Operator[] {
  const { matches, keys } = counted;
  const span = spanOf(counted);
  const buckets = { name: COLUMN.bucket, of: bucketsBefore(span) };
  const other = {
    [COLUMN.bucket]: call('bin', column(COLUMN.time), span),
    [COLUMN.otherRow]: column(COLUMN.row),
    [COLUMN.otherTime]: column(COLUMN.time),
    ...taken,
  };
  return [
    project(...same([...keys, COLUMN.row, COLUMN.time, ...kept]), buckets),
    expand(COLUMN.bucket, column(COLUMN.bucket), 'datetime'),
    innerJoin(from(matches, project(...same(keys), ...named(other))), [...keys, COLUMN.bucket]),
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
export function onlyFirsts(counted: Counted): readonly Operator[] {
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
export function windowOf({ correlation }: Counted, restarts: Scalar): Scalar {
  const longer = lasting(correlation.timespan.millis + 1);
  const more = restarts === FALSE ? [] : [restarts];
  return call('row_window_session', column(COLUMN.time), longer, longer, ...more);
}

export function spanOf({ correlation }: Counted): Scalar {
  return lasting(correlation.timespan.millis);
}
