const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lengths of time at which people expect a mark on a clock or a calendar. */
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364, 1820, 3640].map((days) => days * DAY),
];

/** The shortest step that divides a length of time into at most `most` parts. */
export function stepFor(length: number, most: number): number {
  const step = STEPS.find((candidate) => length / candidate <= most);
  return step ?? Math.ceil(length / most / DAY) * DAY;
}

/** The times at which an axis from `from` to `to` is marked, at most about `most`. */
export function ticks(from: number, to: number, most: number): { readonly step: number; readonly at: number[] } {
  const step = stepFor(to - from, most);
  const at: number[] = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) at.push(time);
  return { step, at };
}

/** A mark's label, as fine as the step asks. The date is told apart: it is written where it changes. */
export function tickLabel(time: number, step: number): { readonly clock: string; readonly date: string } {
  const [date = '', rest = ''] = new Date(time).toISOString().split('T');
  if (step >= DAY) return { clock: '', date };
  const length = step < SECOND ? 12 : step < MINUTE ? 8 : 5;
  return { clock: rest.slice(0, length), date };
}
