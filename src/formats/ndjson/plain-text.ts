/**
 * Walks over the plain part of a string, four bytes at a time: up to a quote, a backslash, a control character, or what is
 * not ASCII. The view is of the memory in which the bytes stand.
 */
export function skipPlain(view: DataView, from: number, end: number): number {
  let at = from;
  for (; at + 4 <= end; at += 4) {
    const special = specialIn(view.getInt32(at, true));
    if (special !== 0) return at + ((31 - Math.clz32(special & -special)) >> 3);
  }
  while (at < end && specialIn(view.getUint8(at) | PLAIN) === 0) at += 1;
  return at;
}

/** Three plain letters, above a byte. */
const PLAIN = 0x61616100;

/**
 * The highest bit of each byte that is special, and of some above the lowest such byte. (What is subtracted from a byte
 * takes its highest bit only where the byte is less, or where it is borrowed from by one below.)
 */
function specialIn(word: number): number {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  const found =
    ((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash) | ((word - 0x20202020) & ~word) | word;
  return found & HIGHEST;
}

const HIGHEST = 0x80808080 | 0;

/** Copies the bytes of a text of at least four. */
export function copyText(from: DataView, start: number, to: DataView, place: number, length: number): void {
  for (let at = 0; at + 4 <= length; at += 4) to.setInt32(place + at, from.getInt32(start + at, true), true);
  to.setInt32(place + length - 4, from.getInt32(start + length - 4, true), true);
}

/**
 * How much of a kept text stands at a place, in whole words; all of it only if all of it is there.
 * @param length of the kept text, at least four
 */
export function sameText(view: DataView, start: number, kept: DataView, place: number, length: number): number {
  const words = length & ~3;
  let at = 0;
  while (at < words && view.getInt32(start + at, true) === kept.getInt32(place + at, true)) at += 4;
  if (at < words) return at;
  const last = length - 4;
  return view.getInt32(start + last, true) === kept.getInt32(place + last, true) ? length : at;
}
