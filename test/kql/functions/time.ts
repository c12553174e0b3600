import { timePartOf } from '../../../src/match/time-part.ts';
import { KqlError, long, type Value } from '../value.ts';
import { given, timeOf } from './arguments.ts';

export type DatePart = Parameters<typeof timePartOf>[0];

export function partNamed(name: string): DatePart {
  const known: Readonly<Record<string, DatePart>> = {
    minute: 'minute',
    hour: 'hour',
    day: 'day',
    week_of_year: 'week',
    month: 'month',
    year: 'year',
  };
  const found = known[name];
  if (found === undefined) throw new KqlError(`no part ${name}`);
  return found;
}

export function datePart(part: DatePart, date: Value | undefined): Value {
  const time = timeOf(given(date));
  return long(time === null ? null : (timePartOf(part, new Date(time).toISOString()) ?? null));
}
