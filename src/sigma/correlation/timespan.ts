import { readMandatory } from '../metadata.ts';
import type { Problems } from '../problems.ts';
import type { YamlMap } from '../yaml/node.ts';
import type { Timespan } from './ir.ts';

const SECOND = 1000;

/** Units in milliseconds. The specification has the first four; months and years are the mean ones of the calendar. */
export const UNITS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: 86_400 * SECOND,
  w: 604_800 * SECOND,
  M: 2_629_746 * SECOND,
  y: 31_556_952 * SECOND,
};

const LONGEST = 100 * 31_556_952 * SECOND;

/** The `timespan` of a correlation; undefined, with a problem, if it is missing or wrong. */
export function readTimespan(body: YamlMap, problems: Problems): Timespan | undefined {
  const scalar = readMandatory(body, 'timespan', 'the correlation', problems);
  if (scalar === undefined) return undefined;
  const { text } = scalar;
  const [, digits, unit] = /^(\d{1,12})([smhdwMy])$/.exec(text) ?? [];
  const millis = Number(digits) * (UNITS[unit ?? ''] ?? Number.NaN);
  if (millis > 0 && millis <= LONGEST) return { text, millis };
  problems.add('correlation-timespan', scalar.span, { text });
  return undefined;
}
