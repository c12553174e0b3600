import { readTime } from '../time.ts';

/** `2026-11-24T09:00:`, behind which seconds and milliseconds follow. */
const MINUTE = 17;
const WHOLE = MINUTE + '00.000Z'.length;

/** Reads times from bytes. They come nearly in order, so what was read of a minute is used again. */
export class TimeBytes {
  readonly #minute = new Uint8Array(MINUTE);
  /** Milliseconds since 1970 of that minute. */
  #millis = Number.NaN;

  /** Milliseconds since 1970; undefined for what is no time. */
  read(bytes: Buffer, start: number, end: number): number | undefined {
    if (end - start !== WHOLE || bytes[end - 1] !== 0x5a || bytes[start + MINUTE + 2] !== 0x2e)
      return readTime(bytes.toString('latin1', start, end));
    const from = start + MINUTE;
    const seconds = digits(bytes, from, 2);
    const rest = digits(bytes, from + 3, 3);
    if (!(seconds < 60 && rest >= 0)) return undefined;
    if (!this.#isSameMinute(bytes, start)) {
      const time = readTime(bytes.toString('latin1', start, end));
      if (time === undefined) return undefined;
      for (let at = 0; at < MINUTE; at += 1) this.#minute[at] = bytes[start + at] ?? 0;
      this.#millis = time - seconds * 1000 - rest;
    }
    return this.#millis + seconds * 1000 + rest;
  }

  #isSameMinute(bytes: Uint8Array, start: number): boolean {
    for (let at = MINUTE - 1; at >= 0; at -= 1) if (bytes[start + at] !== this.#minute[at]) return false;
    return true;
  }
}

/** The number that so many digits are; not a number if some is none. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}
