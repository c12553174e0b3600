import type { Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, long, text } from '../../kql/build.ts';
import type { Comparison, TimePart } from '../../sigma/ir.ts';
import { isPresent, type Question } from './context.ts';
import { SYMBOLS } from './number.ts';

const RFC_3339 =
  '(?i)^[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9](\\.[0-9]+)?(Z|[+-][0-9][0-9]:[0-9][0-9])$';

/** A part of a date, in UTC. */
export function lowerTime(part: TimePart, operator: Comparison | 'eq', value: number, question: Question): Scalar {
  const { place, isUnderNot } = question;
  const symbol = operator === 'eq' ? '==' : SYMBOLS[operator];
  const date = place.type === 'datetime' ? place.of : call('todatetime', place.of);
  const test = binary(PARTS[part](date), symbol, long(value));
  if (place.type !== 'datetime')
    return allOf([binary(place.of, 'matches regex', text(RFC_3339)), isUnderNot ? guarded(date, test) : test]);
  return isUnderNot ? allOf([isPresent(place), test]) : test;
}

function guarded(date: Scalar, test: Scalar): Scalar {
  return allOf([call('isnotnull', date), test]);
}

/** Weeks are those of ISO 8601 in both. */
const PARTS: Readonly<Record<TimePart, (date: Scalar) => Scalar>> = {
  minute: (date) => call('datetime_part', text('minute'), date),
  hour: (date) => call('hourofday', date),
  day: (date) => call('dayofmonth', date),
  week: (date) => call('week_of_year', date),
  month: (date) => call('monthofyear', date),
  year: (date) => call('getyear', date),
};
