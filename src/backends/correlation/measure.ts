import type { Operator, Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, column, long, number, text } from '../../kql/build.ts';
import {
  judgementOf,
  type Measure,
  type SigmaCorrelation,
  type Threshold,
  type ThresholdOperator,
} from '../../sigma/correlation/ir.ts';
import { DECIMAL } from '../lower/number.ts';
import { COLUMN } from './columns.ts';
import { extend, where } from './steps.ts';

/** Whether the condition holds of what was measured. */
export function conditionOf({ condition }: Pick<SigmaCorrelation, 'condition'>): Operator {
  return where(allOf(condition.map(asked)));
}

function asked({ operator, value }: Threshold): Scalar {
  return binary(column(COLUMN.measure), SYMBOLS[operator], number(value));
}

const SYMBOLS: Readonly<Record<ThresholdOperator, '>' | '>=' | '<' | '<=' | '==' | '!='>> = {
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  eq: '==',
  neq: '!=',
};

/** The smallest whole number of which a condition of `gt` and `gte` holds; at least 1. */
export function leastWhole({ condition }: Pick<SigmaCorrelation, 'condition'>): number {
  return Math.max(
    1,
    ...condition.map(({ operator, value }) => (operator === 'gt' ? Math.floor(value) + 1 : Math.ceil(value))),
  );
}

/** Whether the condition holds only where all rules have matched. */
export function isOnlyAll(correlation: SigmaCorrelation): boolean {
  return judgementOf(correlation) === 'sliding' && leastWhole(correlation) >= correlation.rules.length;
}

/** Numbers beyond could lose single units in sums: the matcher takes them for text. */
const LARGEST = 1e15;

/** Leaves out matches that have nothing to measure, and makes numbers of texts where numbers are measured. */
export function onlyMeasured({ type }: Measure): readonly Operator[] {
  const value = column(COLUMN.value);
  switch (type) {
    case 'event_count':
    case 'temporal':
    case 'temporal_ordered':
      return [];
    case 'value_count':
      return [where(call('isnotempty', value))];
    case 'value_sum':
    case 'value_avg':
    case 'value_median':
    case 'value_percentile':
      return [
        where(binary(value, 'matches regex', text(DECIMAL))),
        extend({ [COLUMN.value]: call('todouble', value) }),
        where(allOf([binary(value, '>=', number(-LARGEST)), binary(value, '<=', number(LARGEST))])),
      ];
  }
}

/** The number of different values. `dcount` only estimates it. */
export function different(name: string): Scalar {
  return call('array_length', call('make_set', column(name)));
}

/** The smallest of the values in a list that at least so many percent of them do not exceed. `percentile` only estimates it. */
export function nearestRank(list: string, percentile: number): Scalar {
  const count = call('array_length', column(list));
  const rank = call('ceiling', binary(binary(number(percentile), '*', count), '/', { kind: 'real', value: 100 }));
  const at = call('toint', binary(call('max_of', rank, { kind: 'real', value: 1 }), '-', long(1)));
  return call('todouble', { kind: 'element', of: call('array_sort_asc', column(list)), at });
}
