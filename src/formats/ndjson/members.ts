import { NOT_JSON, skipBlanks, skipString, skipValue } from './json-bytes.ts';
import { KeyTable, type KnownKey, ROOM } from './known-key.ts';
import { copyText, sameText, skipPlain } from './plain-text.ts';
import { newVersion } from './version.ts';

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
 * is expected; that is Mison's speculation (VLDB 2017), but every byte of the line is looked at. So are values with the key's last one.
 */
export class Members {
  /** By the place of a wanted key: its value's kind, and where it stands; of a string, what is between the quotes. */
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Numbers that tell the value from all that was read before, here and elsewhere; 0 for an absent one. */
  readonly versions: Float64Array;
  /** How many wanted keys of the line have other values than texts. */
  others = 0;
  readonly #keys: KeyTable;
  #first: KnownKey;
  #line = 0;

  constructor(wanted: readonly string[]) {
    this.kinds = new Uint8Array(wanted.length);
    this.starts = new Int32Array(wanted.length);
    this.ends = new Int32Array(wanted.length);
    this.versions = new Float64Array(wanted.length);
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
    const { kinds, versions } = this;
    this.others = 0;
    for (let place = 0; place < kinds.length; place += 1) {
      kinds[place] = ABSENT;
      versions[place] = 0;
    }
    this.#keys.use(bytes);
    let at = skipBlanks(bytes, start, end);
    if (at >= end || bytes[at] !== 0x7b) return false;
    at = skipBlanks(bytes, at + 1, end);
    if (bytes[at] === 0x7d) return isBlank(bytes, at + 1, end);
    let key = this.#first;
    for (;;) {
      const same = this.#sameAsBefore(bytes, at, end, key.next);
      const next = same > 0 ? key.next : this.#keys.read(bytes, at, end, key);
      if (next === undefined || next.line === this.#line) return false;
      next.line = this.#line;
      key = next;
      at = this.#value(bytes, at, end, key, same);
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

  /** How much of the member at a place is as it was when its key was met last; 0 where the value is another from its start. */
  #sameAsBefore(bytes: Buffer, at: number, end: number, key: KnownKey | undefined): number {
    if (key === undefined || key.kept === 0 || at + key.kept > end) return 0;
    const { view, kept } = this.#keys;
    const same = sameText(view, bytes.byteOffset + at, kept, key.room, key.kept);
    return same > key.length ? same : 0;
  }

  /** Walks over the value of the key at a place, and notes it if it is wanted. */
  #value(bytes: Buffer, start: number, end: number, key: KnownKey, same: number): number {
    const from = start + key.length;
    if (same > 0 && same === key.kept) {
      if (key.place >= 0) this.#note(key, ASCII_TEXT, from + 1, start + same - 1);
      return start + same;
    }
    if (bytes[from] !== 0x22) return this.#otherValue(bytes, from, end, key);
    const base = bytes.byteOffset;
    const plain = skipPlain(this.#keys.view, base + Math.max(start + same, from + 1), base + end) - base;
    return this.#newText(bytes, from, plain, end, key);
  }

  /** A string that is another one than the last one of its key; its plain part goes up to a place. */
  #newText(bytes: Buffer, from: number, at: number, end: number, key: KnownKey): number {
    if (at >= end) return NOT_JSON;
    key.kept = 0;
    key.version = newVersion();
    const isPlain = bytes[at] === 0x22;
    const behind = isPlain ? at + 1 : skipString(bytes, at, end);
    if (!isPlain) {
      if (key.place >= 0) this.#note(key, OTHER_TEXT, from + 1, behind - 1);
      return behind;
    }
    if (key.place >= 0) this.#note(key, ASCII_TEXT, from + 1, at);
    const start = from - key.length;
    const length = behind - start;
    if (length <= ROOM && key.room >= 0 && isBehindKey(bytes, from)) {
      copyText(this.#keys.view, bytes.byteOffset + start, this.#keys.kept, key.room, length);
      key.kept = length;
    }
    return behind;
  }

  #otherValue(bytes: Buffer, from: number, end: number, key: KnownKey): number {
    const at = skipBlanks(bytes, from, end);
    if (bytes[at] === 0x22) {
      const base = bytes.byteOffset;
      return this.#newText(bytes, at, skipPlain(this.#keys.view, base + at + 1, base + end) - base, end, key);
    }
    key.kept = 0;
    key.version = newVersion();
    const behind = skipValue(bytes, at, end);
    if (key.place >= 0) {
      this.others += 1;
      this.#note(key, OTHER_VALUE, at, behind);
    }
    return behind;
  }

  #note({ place, version }: KnownKey, kind: number, start: number, end: number): void {
    this.kinds[place] = kind;
    this.starts[place] = start;
    this.ends[place] = end;
    this.versions[place] = version;
  }
}

/** Whether no blank stands before a value. */
function isBehindKey(bytes: Uint8Array, from: number): boolean {
  return bytes[from - 1] === 0x3a;
}

function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  return skipBlanks(bytes, from, end) === end;
}
