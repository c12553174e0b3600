import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Operator, Query, Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, column } from '../../kql/build.ts';
import { judgementOf } from '../../sigma/correlation/ir.ts';
import { COLUMN } from '../correlation/columns.ts';
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

/**
 * The query, of a correlation without the alerts that an earlier run has raised: those whose last match was before this
 * hour, or, where a window must be over to be judged, those whose window was over before it, or is not yet.
 */
export function newIn({ rule, table, query }: Subject): Query {
  const { measure, condition, timespan } = rule;
  if (timespan === undefined || measure === undefined || condition === undefined) return query;
  const begin = call('ago', span(HOUR));
  const over = binary(column(COLUMN.first), '+', span(timespan.millis));
  const predicate =
    judgementOf({ measure, condition }) === 'sliding'
      ? binary(column(table.time), '>=', begin)
      : allOf([binary(over, '>=', begin), binary(over, '<', call('now'))]);
  const where: Operator = { kind: 'where', predicate, comment: 'what is new since the last run' };
  return { ...query, operators: [...query.operators, where] };
}

function span(value: number): Scalar {
  return { kind: 'timespan', value };
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
