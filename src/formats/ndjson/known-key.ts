import { SPECIAL } from './json-bytes.ts';

/** A key that was met, as it is written: with its quotes and the colon. */
export interface KnownKey {
  /** The bytes as numbers of four each; the last number overlaps the one before. */
  readonly words: Int32Array;
  readonly length: number;
  /** Its place among the wanted keys, or -1. */
  readonly place: number;
  /** The key that followed it when it was last met. */
  next: KnownKey | undefined;
  /** The line in which it was last met. */
  line: number;
  /** Where its last value is kept; -1 if it has no room. */
  readonly room: number;
  /** Length of what is kept: the key with its colon, and the value with its quotes. 0 if nothing is. */
  kept: number;
  /** Tells the last value from all others, of any key. */
  version: number;
}

/** More different keys are not remembered; lines that have them are not read. */
const MAX_KEYS = 1024;
const MAX_LENGTH = 256;

/** Longer values are not kept, nor those of further keys. */
export const ROOM = 512;
const KEYS_WITH_ROOM = 64;

/** The keys of lines, each once. */
export class KeyTable {
  /** Stands before the first key. */
  readonly start: KnownKey = newKey(new Int32Array(0), 0, -1, -1);
  /** The last values. */
  readonly kept = new DataView(new ArrayBuffer(KEYS_WITH_ROOM * ROOM));
  readonly #places: ReadonlyMap<string, number>;
  readonly #byHash = new Map<number, KnownKey[]>();
  #count = 0;
  #memory: ArrayBufferLike | undefined;
  /** All of the memory in which the bytes stand that are read. */
  view: DataView = new DataView(new ArrayBuffer(0));

  constructor(wanted: readonly string[]) {
    this.#places = new Map(wanted.map((key, place) => [key, place]));
  }

  /** The key at a place, with the colon right behind it, that follows `before`; undefined if it is not a usual one. */
  read(bytes: Buffer, at: number, end: number, before: KnownKey): KnownKey | undefined {
    const { next } = before;
    if (next !== undefined && at + next.length <= end && this.#isAt(bytes, at, next)) return next;
    const found = this.#find(bytes, at, end);
    if (found !== undefined) before.next = found;
    return found;
  }

  #isAt(bytes: Buffer, at: number, { words, length }: KnownKey): boolean {
    const view = this.view;
    const from = bytes.byteOffset + at;
    const last = words.length - 1;
    let difference = view.getInt32(from + length - 4, true) ^ (words[last] ?? 0);
    for (let word = 0; word < last; word += 1) difference |= view.getInt32(from + word * 4, true) ^ (words[word] ?? 0);
    return difference === 0;
  }

  /** To be told before keys are read from other bytes. */
  use({ buffer }: Buffer): void {
    if (buffer !== this.#memory) {
      this.#memory = buffer;
      this.view = new DataView(buffer);
    }
  }

  #find(bytes: Buffer, from: number, end: number): KnownKey | undefined {
    if (from >= end || bytes[from] !== 0x22) return undefined;
    let hash = 0;
    let at = from + 1;
    for (; at < end && SPECIAL[bytes[at] ?? 0] === 0; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    if (at + 1 >= end || bytes[at] !== 0x22 || bytes[at + 1] !== 0x3a || at - from > MAX_LENGTH || at - from < 2)
      return undefined;
    const same = this.#byHash.get(hash);
    const known = same?.find((key) => key.length === at + 2 - from && this.#isAt(bytes, from, key));
    return known ?? this.#learn(bytes, from, at + 2, hash);
  }

  #learn(bytes: Buffer, from: number, to: number, hash: number): KnownKey | undefined {
    if (this.#count >= MAX_KEYS) return undefined;
    const room = this.#count < KEYS_WITH_ROOM ? this.#count * ROOM : -1;
    this.#count += 1;
    const copy = Buffer.from(bytes.subarray(from, to));
    const words = new Int32Array(Math.ceil(copy.length / 4));
    for (let word = 0; word < words.length; word += 1)
      words[word] = copy.readInt32LE(Math.min(word * 4, copy.length - 4));
    const place = this.#places.get(copy.toString('latin1', 1, copy.length - 2)) ?? -1;
    const key = newKey(words, copy.length, place, room);
    this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), key]);
    return key;
  }
}

function newKey(words: Int32Array, length: number, place: number, room: number): KnownKey {
  return { words, length, place, next: undefined, line: 0, room, kept: 0, version: 0 };
}
