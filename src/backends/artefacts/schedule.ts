import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Subject } from './artefact.ts';

/** How often a rule runs and how far it looks back, in milliseconds. */
export interface Schedule {
  readonly frequency: number;
  readonly period: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The longest time that a rule may look back. */
export const MAX_PERIOD = 14 * DAY;

/**
 * Every hour over an hour. A window of a correlation that ends in this hour may have begun before: a rule looks back its
 * length more. Looking back over days is allowed to rules that run not more often than this.
 */
export function scheduleOf({ rule, timespan = 0 }: Subject): Schedule | Diagnostic {
  const period = HOUR + Math.ceil(timespan / MINUTE) * MINUTE;
  if (period > MAX_PERIOD) return report('artefact-timespan', rule.span, { timespan: shortDuration(timespan) });
  return { frequency: HOUR, period };
}

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
] as const;

/** `1h`, as rules in YAML have it, in the largest unit of which it is a whole number; parts of minutes count whole. */
export function shortDuration(millis: number): string {
  const [unit, size] = UNITS.find(([, each]) => millis % each === 0) ?? UNITS[2];
  return `${Math.ceil(millis / size)}${unit}`;
}

/** `PT1H`, as Azure's interfaces have it. */
export function isoDuration(millis: number): string {
  const short = shortDuration(millis).toUpperCase();
  return short.endsWith('D') ? `P${short}` : `PT${short}`;
}
