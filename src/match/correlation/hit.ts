import type { ProcessEvent } from '../../event/process-event.ts';
import type { ColumnName } from '../../event/taxonomy.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaRule } from '../../sigma/ir.ts';
import type { ValueSource } from './prepare.ts';

/** A match that correlations count: of a rule, or of another correlation. `S` is what the caller wants back. */
export interface Hit<S> {
  /** The id of its alert, whether it is raised or not. */
  readonly id: string;
  readonly rule: SigmaRule | SigmaCorrelation;
  /** The event; of a correlation, the last one. */
  readonly event: ProcessEvent;
  readonly source: S;
  /** The values that a correlation is grouped by; of a rule, none. */
  readonly keys: readonly string[];
}

/** The value of a field in a match; an absent one is the empty string. */
export function valueIn(hit: Hit<unknown>, source: ValueSource | undefined): string {
  if (source === undefined) return '';
  if (source.kind === 'key') return hit.keys[source.key] ?? '';
  return columnOf(hit, source.column);
}

function columnOf({ event }: Hit<unknown>, column: ColumnName): string {
  return event.columns[column] ?? '';
}

/** A match with its place among the rules of the correlation that counts it. */
export interface Placed<S> {
  readonly hit: Hit<S>;
  readonly member: number;
}

/**
 * The order in which matches are counted, whatever order they come in: by time; at the same time by the order of the
 * rules, then as the source numbered the events.
 */
export function compareHits(one: Placed<unknown>, other: Placed<unknown>): number {
  return (
    one.hit.event.time - other.hit.event.time ||
    one.member - other.member ||
    compareUids(one.hit.event.columns.EventOriginalUid, other.hit.event.columns.EventOriginalUid) ||
    compareTexts(one.hit.id, other.hit.id)
  );
}

/** `SECONDS.MILLIS:SERIAL` by the serial, which is a number; anything else as text. */
function compareUids(one: string, other: string): number {
  const serials = [serialOf(one), serialOf(other)] as const;
  if (serials[0] === undefined || serials[1] === undefined) return compareTexts(one, other);
  return serials[0].length - serials[1].length || compareTexts(serials[0], serials[1]);
}

function serialOf(uid: string): string | undefined {
  return /:0*(\d{1,20})$/.exec(uid)?.[1];
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
