import type { AsimColumns } from '../../src/event/process-event.ts';
import type { MatchableEvent } from '../../src/match/event-view.ts';

/** A table holds UTF-8, in which half of a surrogate pair can't be. Works on the text of JSON or of a rule. */
export function withoutHalves(text: string): string {
  return text.replace(/\\ud[89a-f][0-9a-f]{2}/g, 'x');
}

/** The schema demands that ids of processes are decimal numbers and times are times; the rest may be anything. */
export function asTableHasIt({ columns }: MatchableEvent): MatchableEvent {
  const { EventStartTime: time, ...rest } = columns;
  const wellFormed = JSON.parse(withoutHalves(JSON.stringify(rest))) as Readonly<Record<string, unknown>>;
  const fixed = Object.entries(wellFormed).map(([name, value]) =>
    /ProcessId$/.test(name) && !/^(0|[1-9]\d{0,9})$/.test(String(value)) ? [name, ''] : [name, value],
  );
  const isTime =
    typeof time === 'string' && !Number.isNaN(Date.parse(time)) && /^\d{4}-.*(Z|[+-]\d\d:\d\d)$/.test(time);
  return { columns: Object.fromEntries([...fixed, ...(isTime ? [['EventStartTime', time]] : [])]) as AsimColumns };
}
