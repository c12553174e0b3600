import { ABSENT, ASCII_TEXT, Members, OTHER_TEXT } from './members.ts';

/** What a value is to formats. Null and the empty text say nothing; neither does a key that is not there. */
export const NONE = 0;
/** A text whose bytes are its characters, or a whole number, which is the text of its digits. */
export const ASCII = 1;
/** A text with escapes or other characters. */
export const TEXT = 2;
export const UNUSUAL = 3;

/** With escapes a name may be written in other ways. */
const BACKSLASH = 0x5c;

/** Numbers with more digits may be read as other ones. */
const MOST_DIGITS = 15;

/** Reads wanted values of lines in place. Keys are given numbers when they are wanted. */
export class LineValues {
  readonly #keys: string[] = [];
  #members = new Members([]);
  #isNew = true;
  #bytes: Buffer = Buffer.alloc(0);

  /** The number of a key. Its value is there from the next line on. */
  want(key: string): number {
    const known = this.#keys.indexOf(key);
    if (known >= 0) return known;
    this.#isNew = true;
    return this.#keys.push(key) - 1;
  }

  /** Whether the line can be read in place; then the values are those of this line. */
  read(bytes: Buffer, start: number, end: number): boolean {
    if (this.#isNew) this.#members = new Members(this.#keys);
    this.#isNew = false;
    this.#bytes = bytes;
    return this.#members.read(bytes, start, end);
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Whether there may be something in the value of a key, under a name or under any; null holds nothing. */
  mayHave(key: number, name: string | undefined): boolean {
    if (this.kind(key) === NONE) return false;
    if (name === undefined) return true;
    const value = this.#bytes.subarray(this.start(key), this.end(key));
    return value.includes(BACKSLASH) || value.includes(name, 0, 'latin1');
  }

  /** NONE, ASCII, TEXT or UNUSUAL. */
  kind(key: number): number {
    const { kinds, starts, ends } = this.#members;
    switch (kinds[key] ?? ABSENT) {
      case ABSENT:
        return NONE;
      case ASCII_TEXT:
        return starts[key] === ends[key] ? NONE : ASCII;
      case OTHER_TEXT:
        return TEXT;
      default:
        return this.#kindOfOther(key, this.end(key) - this.start(key));
    }
  }

  #kindOfOther(key: number, length: number): number {
    return this.#isWhole(key, length) ? ASCII : this.#isNull(key, length) ? NONE : UNUSUAL;
  }

  /** Tells the value of a key from all others that any key of any line had; 0 where it is absent. */
  version(key: number): number {
    return this.#members.versions[key] ?? 0;
  }

  /** Whether all values of the line are texts: then none is UNUSUAL. */
  get areTexts(): boolean {
    return this.#members.others === 0;
  }

  isText(key: number): boolean {
    const kind = this.#members.kinds[key];
    return kind === ASCII_TEXT || kind === OTHER_TEXT;
  }

  start(key: number): number {
    return this.#members.starts[key] ?? 0;
  }

  end(key: number): number {
    return this.#members.ends[key] ?? 0;
  }

  /** Whether an ASCII value is this text. */
  is(key: number, text: string): boolean {
    const start = this.start(key);
    if (this.end(key) - start !== text.length) return false;
    for (let at = 0; at < text.length; at += 1) if (this.#bytes[start + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  text(key: number): string {
    return this.#bytes.toString('latin1', this.start(key), this.end(key));
  }

  /** A number whose digits are its text. */
  #isWhole(key: number, length: number): boolean {
    if (length > MOST_DIGITS) return false;
    for (let at = this.start(key); at < this.end(key); at += 1) {
      const byte = this.#bytes[at] ?? 0;
      if (byte < 0x30 || byte > 0x39) return false;
    }
    return length > 0;
  }

  #isNull(key: number, length: number): boolean {
    return length === 4 && this.#bytes[this.start(key)] === 0x6e;
  }
}
