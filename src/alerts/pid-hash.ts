/** Hashes are below. */
const HASHES = 0x10000;
const AT = 0x40;

/** A number for the text of a pid, up to an `@`: keys of processes go on behind it. */
export function pidHash(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end && bytes[at] !== AT; at += 1) hash = (hash * 31 + (bytes[at] ?? 0)) & (HASHES - 1);
  return hash;
}

/** Tells of most pids that they were not added. */
export class PidFilter {
  readonly #counts = new Uint16Array(HASHES);

  /** `by` is 1 for one more text, -1 for one less; there are never more than a few thousand. */
  add(text: string, by: 1 | -1): void {
    const bytes = Buffer.from(text, 'latin1');
    const hash = pidHash(bytes, 0, bytes.length);
    this.#counts[hash] = (this.#counts[hash] ?? 0) + by;
  }

  mayHave(hash: number): boolean {
    return this.#counts[hash] !== 0;
  }
}
