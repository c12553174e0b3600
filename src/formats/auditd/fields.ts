import { ByteStrings, sameBytes } from './byte-strings.ts';
import { textOf } from './text.ts';

const SPACE = 0x20;
const QUOTE = 0x22;
const MINUS = 0x2d;
const EQUALS = 0x3d;
/** Separates the record from auditd's own translations in ENRICHED logs. */
const ENRICHMENT = 0x1d;

/** The fields that we read; the names in upper case are auditd's translations. */
const NAMES = [
  ...['arch', 'syscall', 'success', 'exit', 'a0', 'pid', 'ppid', 'uid', 'euid', 'auid', 'ses', 'tty', 'comm', 'exe'],
  ...['subj', 'key', 'SYSCALL', 'UID', 'EUID', 'AUID', 'cwd', 'item', 'name', 'proctitle', 'contid', 'argc'],
] as const;
export type FieldName = (typeof NAMES)[number];

/**
 * Walks the fields of a record in place: `next` steps to a field, the other members tell of it. A quoted value is passed
 * over as a whole, so nothing inside it can pose as a field. One object is reused for all records.
 */
export class Fields {
  /** The record's buffer, and where the field's name and value stand in it; a value is without its quotes. */
  buffer: Buffer = NOTHING;
  nameStart = 0;
  nameEnd = 0;
  start = 0;
  end = 0;
  quoted = false;
  #at = 0;
  #limit = 0;

  open(buffer: Buffer, from: number, end: number): void {
    this.buffer = buffer;
    this.#at = from;
    this.#limit = end;
  }

  /** Steps to the next `name=value`; words without `=` are passed over. */
  next(): boolean {
    const { buffer } = this;
    const limit = this.#limit;
    let at = this.#at;
    for (;;) {
      while (at < limit && isSeparator(buffer[at] ?? 0)) at += 1;
      const from = at;
      while (at < limit && buffer[at] !== EQUALS && !isSeparator(buffer[at] ?? 0)) at += 1;
      if (at >= limit) {
        this.#at = limit;
        return false;
      }
      if (buffer[at] !== EQUALS) continue;
      this.nameStart = from;
      this.nameEnd = at;
      this.#readValue(at + 1);
      return true;
    }
  }

  #readValue(from: number): void {
    const { buffer } = this;
    const limit = this.#limit;
    this.quoted = from < limit && buffer[from] === QUOTE;
    this.start = this.quoted ? from + 1 : from;
    let at = this.start;
    if (this.quoted) {
      while (at < limit && buffer[at] !== QUOTE) at += 1;
      this.end = at;
      this.#at = at + 1;
      return;
    }
    for (; at < limit; at += 1) {
      const byte = buffer[at] ?? 0;
      if (byte === SPACE || byte === ENRICHMENT) break;
      if (byte !== EQUALS || at === from) continue;
      const glued = gluedNameLength(buffer, from, at);
      if (glued === 0) continue;
      at -= glued;
      break;
    }
    this.end = at;
    this.#at = at;
  }

  /** The field's name, if it is one that we read. */
  get name(): FieldName | undefined {
    const size = this.nameEnd - this.nameStart;
    for (const name of namesBySize[size] ?? NO_NAMES) if (sameBytes(this.buffer, this.nameStart, name)) return name;
    return undefined;
  }

  /** The field's name, whatever it is. */
  get rawName(): string {
    return strings.get(this.buffer, this.nameStart, this.nameEnd);
  }

  /** The value as it stands, one character a byte. */
  get raw(): string {
    return strings.get(this.buffer, this.start, this.end);
  }

  get isNull(): boolean {
    return !this.quoted && this.end - this.start === 6 && sameBytes(this.buffer, this.start, '(null)');
  }

  /** A bare word; undefined if it is `(null)`. */
  get word(): string | undefined {
    return this.isNull ? undefined : textOf(this.raw);
  }

  /** A number in decimal digits; undefined if it is none. */
  get decimal(): number | undefined {
    return this.#digits(this.start);
  }

  /** The same, perhaps negative. */
  get integer(): number | undefined {
    if (this.buffer[this.start] !== MINUS) return this.#digits(this.start);
    const value = this.#digits(this.start + 1);
    return value === undefined ? undefined : -value;
  }

  #digits(from: number): number | undefined {
    if (from >= this.end || this.end - from > 15) return undefined;
    let value = 0;
    for (let at = from; at < this.end; at += 1) {
      const digit = (this.buffer[at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) return undefined;
      value = value * 10 + digit;
    }
    return value;
  }

  /** A value that the kernel quotes or writes in hexadecimal: its bytes, one character a byte. `(null)` is undefined. */
  get bytes(): string | undefined {
    if (this.quoted) return this.raw;
    if (this.isNull) return undefined;
    return this.unhexed ?? this.raw;
  }

  /** The same as text. */
  get text(): string | undefined {
    const bytes = this.bytes;
    return bytes === undefined || !strings.beyondAscii ? bytes : textOf(bytes);
  }

  /** The bytes that a bare value stands for, if it is hexadecimal. */
  get unhexed(): string | undefined {
    const size = (this.end - this.start) / 2;
    if (size === 0 || !Number.isInteger(size)) return undefined;
    if (scratch.length < size) scratch = Buffer.allocUnsafeSlow(2 * size);
    for (let index = 0, at = this.start; index < size; index += 1, at += 2) {
      const high = HEX_DIGITS[this.buffer[at] ?? 0] ?? -1;
      const low = HEX_DIGITS[this.buffer[at + 1] ?? 0] ?? -1;
      if (high < 0 || low < 0) return undefined;
      scratch[index] = high * 16 + low;
    }
    return strings.get(scratch, 0, size);
  }

  /** Whether the value last taken had a byte above 0x7F. */
  get beyondAscii(): boolean {
    return strings.beyondAscii;
  }
}

const NOTHING = Buffer.alloc(0);
const strings = new ByteStrings(8192);
let scratch = Buffer.allocUnsafeSlow(4096);

const NO_NAMES: readonly FieldName[] = [];
const namesBySize: readonly (readonly FieldName[])[] = Array.from({ length: 10 }, (_, size) =>
  NAMES.filter((name) => name.length === size),
);

const HEX_DIGITS = Int8Array.from({ length: 256 }, (_, byte) => {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? -1 : digit;
});

function isSeparator(byte: number): boolean {
  return byte === SPACE || byte === ENRICHMENT;
}

const GLUED = /(?:ARCH|SYSCALL|OLD-AUID|[AEFSO]?UID|[EFSO]?GID|SADDR|ID)$/;
const LONGEST_GLUED = 8;

/** Forwarders that drop 0x1D glue the first translation to the last value (`key=(null)ARCH=`): its name's length. */
function gluedNameLength(buffer: Buffer, from: number, equals: number): number {
  const before = buffer.toString('latin1', Math.max(from, equals - LONGEST_GLUED), equals);
  const glued = GLUED.exec(before)?.[0].length ?? 0;
  return glued < equals - from ? glued : 0;
}
