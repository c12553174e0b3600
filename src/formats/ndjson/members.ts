import { NOT_JSON, SPECIAL, skipBlanks, skipString, skipValue } from './json-bytes.ts';
import { KeyTable, type KnownKey } from './known-key.ts';

/** What stands at a wanted key. */
export const ABSENT = 0;
/** A string of ASCII without escapes: its bytes are its text. */
export const ASCII_TEXT = 1;
/** Any other string. */
export const OTHER_TEXT = 2;
/** A number, a list, an object, `true`, `false` or `null`. */
export const OTHER_VALUE = 3;

/**
 * Finds the members of the object in a line of JSON, without making values of them: where the values of the wanted keys
 * stand. The keys of a line mostly follow each other as in the line before, so each is first compared with the one that
 * is expected; that is Mison's speculation (VLDB 2017), but every byte of the line is looked at.
 */
export class Members {
  /** By the place of a wanted key: its value's kind, and where it stands; of a string, what is between the quotes. */
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #keys: KeyTable;
  #first: KnownKey;
  #line = 0;

  constructor(wanted: readonly string[]) {
    this.kinds = new Uint8Array(wanted.length);
    this.starts = new Int32Array(wanted.length);
    this.ends = new Int32Array(wanted.length);
    this.#keys = new KeyTable(wanted);
    this.#first = this.#keys.start;
  }

  /**
   * Reads the members of a line. True if `JSON.parse` gives an object in which each wanted key has the value that was
   * found. False says nothing: the line is damaged, or too unusual to be read in this way (escapes in keys, keys given
   * twice, very many keys, deep nesting).
   */
  read(bytes: Buffer, start: number, end: number): boolean {
    this.#line += 1;
    const { kinds } = this;
    for (let place = 0; place < kinds.length; place += 1) kinds[place] = ABSENT;
    this.#keys.use(bytes);
    let at = skipBlanks(bytes, start, end);
    if (at >= end || bytes[at] !== 0x7b) return false;
    at = skipBlanks(bytes, at + 1, end);
    if (bytes[at] === 0x7d) return isBlank(bytes, at + 1, end);
    let key = this.#first;
    for (;;) {
      const next = this.#keys.read(bytes, at, end, key);
      if (next === undefined || next.line === this.#line) return false;
      next.line = this.#line;
      key = next;
      at = this.#value(bytes, at + next.length, end, key.place);
      if (at < 0 || at >= end) return false;
      if (bytes[at] === 0x2c) at += 1;
      else {
        at = skipBlanks(bytes, at, end);
        if (bytes[at] === 0x7d) return at < end && isBlank(bytes, at + 1, end);
        if (bytes[at] !== 0x2c) return false;
        at += 1;
      }
      if (bytes[at] !== 0x22) at = skipBlanks(bytes, at, end);
    }
  }

  /** Walks over the value that begins behind the colon, and notes it if it is wanted. */
  #value(bytes: Uint8Array, from: number, end: number, place: number): number {
    if (bytes[from] !== 0x22) return this.#otherValue(bytes, from, end, place);
    let at = from + 1;
    while (SPECIAL[bytes[at] ?? 0x22] === 0) at += 1;
    if (at >= end) return NOT_JSON;
    const isText = bytes[at] === 0x22;
    const behind = isText ? at + 1 : skipString(bytes, at, end);
    if (place >= 0) this.#note(place, isText ? ASCII_TEXT : OTHER_TEXT, from + 1, behind - 1);
    return behind;
  }

  #otherValue(bytes: Uint8Array, from: number, end: number, place: number): number {
    const at = skipBlanks(bytes, from, end);
    if (bytes[at] === 0x22) return this.#value(bytes, at, end, place);
    const behind = skipValue(bytes, at, end);
    if (place >= 0) this.#note(place, OTHER_VALUE, at, behind);
    return behind;
  }

  #note(place: number, kind: number, start: number, end: number): void {
    this.kinds[place] = kind;
    this.starts[place] = start;
    this.ends[place] = end;
  }
}

function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  return skipBlanks(bytes, from, end) === end;
}
