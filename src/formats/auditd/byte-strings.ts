/** Longer texts are seldom repeated. */
const LONGEST = 128;

/**
 * Texts cut out of a buffer, where the same few texts come again and again: each is made once and then found by its
 * bytes, so that reading allocates little and what is kept does not keep whole records alive. Of two texts that compete
 * for one place the later stays; memory is bounded by the number of places.
 */
export class ByteStrings {
  readonly #texts: string[];
  readonly #mask: number;
  /** Whether the last text had a byte above 0x7F. */
  beyondAscii = false;

  /** @param places a power of two */
  constructor(places: number) {
    this.#texts = new Array<string>(places).fill('');
    this.#mask = places - 1;
  }

  /** The bytes as text, one character a byte (latin-1). */
  get(buffer: Buffer, start: number, end: number): string {
    let hash = end - start;
    let all = 0;
    for (let at = start; at < end; at += 1) {
      const byte = buffer[at] ?? 0;
      all |= byte;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.beyondAscii = all > 0x7f;
    if (end - start > LONGEST) return buffer.toString('latin1', start, end);
    const place = (hash ^ (hash >>> 15)) & this.#mask;
    const known = this.#texts[place] ?? '';
    if (known.length === end - start && sameBytes(buffer, start, known)) return known;
    const text = buffer.toString('latin1', start, end);
    this.#texts[place] = text;
    return text;
  }
}

/** Whether a latin-1 text stands at an offset of a buffer. */
export function sameBytes(buffer: Buffer, start: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (buffer[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
