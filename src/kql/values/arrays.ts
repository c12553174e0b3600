import { byCodeUnits, canonical, isNumber, stringOf } from './json.ts';

/** Functions over the elements of arrays, each element as JSON. */

/** An offset of an array: a negative one counts from its end. Never before the first element or behind the last. */
export function offset(index: number, length: number): number {
  return Math.min(length, Math.max(0, index < 0 ? length + index : index));
}

/** From one element to another, both included. */
export function slice(items: readonly string[], start: number, end: number): string[] {
  const last = end < 0 ? items.length + end : end;
  return items.slice(offset(start, items.length), Math.max(0, last + 1));
}

export function rotate(items: readonly string[], left: number): string[] {
  if (items.length === 0) return [];
  const by = ((left % items.length) + items.length) % items.length;
  return [...items.slice(by), ...items.slice(0, by)];
}

/** What is shifted out is gone; what takes its place is `fill`, or null, or an empty text among texts. */
export function shift(items: readonly string[], right: number, fill: string | undefined): string[] {
  const put = fill ?? (items.length > 0 && items.every((each) => stringOf(each) !== undefined) ? '""' : 'null');
  return items.map((_, at) => items[at - right] ?? put);
}

/** The parts between indices, which are sorted as they are given; negative ones count from the end. */
export function splitAt(items: readonly string[], indices: readonly number[]): string[][] {
  const cuts = indices.map((each) => offset(each, items.length));
  const starts = [0, ...cuts];
  return starts.map((start, at) => items.slice(start, starts[at + 1]));
}

/** Where a value stands; -1 if nowhere. Arguments as of `indexof`. */
export function arrayIndexOf(items: readonly string[], value: string, start: number, length: number, nth: number) {
  const from = start < 0 ? Math.max(0, items.length + start) : start;
  const end = length < 0 ? items.length : Math.min(items.length, from + length);
  const wanted = canonical(value);
  let left = nth;
  for (let at = from; at < end; at += 1) {
    if (canonical(items[at] ?? 'null') !== wanted) continue;
    left -= 1;
    if (left === 0) return at;
  }
  return -1;
}

/** Without repetitions, in the order of the first. */
export function distinct(items: Iterable<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const item of items) {
    const key = canonical(item);
    if (!found.has(key)) found.set(key, item);
  }
  return found;
}

/**
 * The order that sorts an array: offsets of its elements. Numbers by value, texts by their characters; undefined for an
 * array of other values, or of both.
 */
export function sortedOffsets(
  items: readonly string[],
  isAscending: boolean,
  nullsLast: boolean,
): number[] | undefined {
  const all = items.map((_, at) => at);
  const isNull = (at: number): boolean => items[at] === 'null';
  const values = all.filter((at) => !isNull(at));
  const nulls = all.filter(isNull);
  const compare = comparison(values.map((at) => items[at] ?? ''));
  if (compare === undefined) return undefined;
  const sign = isAscending ? 1 : -1;
  values.sort((a, b) => sign * compare(items[a] ?? '', items[b] ?? '') || a - b);
  return nullsLast ? [...values, ...nulls] : [...nulls, ...values];
}

function comparison(values: readonly string[]): ((a: string, b: string) => number) | undefined {
  if (values.every(isNumber)) return (a, b) => Number(a) - Number(b);
  if (values.every((each) => stringOf(each) !== undefined))
    return (a, b) => byCodePoints(stringOf(a) ?? '', stringOf(b) ?? '');
  return undefined;
}

/** As UTF-8 orders texts. */
function byCodePoints(a: string, b: string): number {
  return /[\ud800-\udfff]/.test(a + b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : byCodeUnits(a, b);
}
