/** Longer values are not kept, and count as new each time. */
const LONGEST = 1024;
const NOTHING = -1;

/** The bytes that were seen last, to tell whether they come again. */
export class SeenBytes {
  readonly #bytes = new Uint8Array(LONGEST);
  #length = NOTHING;

  forget(): void {
    this.#length = NOTHING;
  }

  /** Whether they are the same as before; now they are the ones before. */
  isAgain(bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    const kept = this.#bytes;
    let at = 0;
    if (length === this.#length) {
      while (at < length && kept[at] === bytes[start + at]) at += 1;
      if (at === length) return true;
    }
    this.#length = length > LONGEST ? NOTHING : length;
    for (; at < length && at < LONGEST; at += 1) kept[at] = bytes[start + at] ?? 0;
    return false;
  }
}
