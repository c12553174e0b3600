import type { Fields } from './fields.ts';
import { isUtf8, textOf } from './text.ts';

/** The arguments of an execution as its EXECVE records give them. */
export interface ArgumentList {
  /** Bytes that are not UTF-8 are shown as `\xNN`. An argument that is missing between others is an empty string. */
  readonly texts: readonly string[];
  /** The exact bytes of all, hexadecimal, if some are not UTF-8. */
  readonly hex: readonly string[] | undefined;
  /** Arguments announced by `argc` or by a gap in the numbers, but not found. */
  readonly missing: number;
  /** What could not be read, with the reason; the first few. */
  readonly problems: readonly FieldProblem[];
}

export interface FieldProblem {
  readonly field: string;
  readonly reason: string;
}

/** Bytes kept of one execution's arguments; Linux itself passes at most 6 MiB. */
const MAX_SIZE = 8 * 1024 * 1024;
/** What an argument costs us beside its bytes. */
const COST = 16;
const COST_OUT_OF_ORDER = 128;
/** A gap in the numbers that is wider than this is not filled: the numbers beyond it are not believed. */
const MAX_GAP = 65_536;
const MAX_PROBLEMS = 8;
const NO_PROBLEMS: readonly FieldProblem[] = [];

interface Piece {
  readonly index: number;
  readonly bytes: string;
}

/** Collects the arguments of one execution from its EXECVE records, in any order. */
export class Arguments {
  /** Arguments from the first on, as long as they come in order. */
  readonly #inOrder: string[] = [];
  /** Those that came before their turn. */
  #ahead: Map<number, string> | undefined;
  #pieces: Map<number, Piece[]> | undefined;
  #lengths: Map<number, number> | undefined;
  #problems: FieldProblem[] | undefined;
  #unlisted = 0;
  #argc = 0;
  #beyondAscii = false;
  #dropped = 0;
  #size = 0;

  /** Characters held, with what holding them costs. */
  get size(): number {
    return this.#size;
  }

  /** How many arguments were announced. */
  get argc(): number {
    return this.#argc;
  }

  /** Adds what one record holds. */
  add(fields: Fields): void {
    while (fields.next()) {
      if (fields.name === 'argc') this.#count(fields.decimal);
      else this.#argument(fields);
    }
  }

  /** The arguments, once all records were added. */
  list(): ArgumentList {
    const { bytes, gaps } = this.#joined();
    if (this.#dropped > 0) this.#problem('argc', `is too much: ${this.#dropped} arguments or pieces were dropped`);
    const exact = !this.#beyondAscii || bytes.every(isUtf8);
    return {
      texts: this.#beyondAscii ? bytes.map(textOf) : bytes,
      hex: exact ? undefined : bytes.map((each) => Buffer.from(each, 'latin1').toString('hex')),
      missing: gaps + Math.max(0, this.#argc - bytes.length),
      problems: this.#allProblems(),
    };
  }

  #allProblems(): readonly FieldProblem[] {
    if (this.#problems === undefined) return NO_PROBLEMS;
    if (this.#unlisted === 0) return this.#problems;
    return [...this.#problems, { field: 'a…', reason: `and ${this.#unlisted} more could not be read` }];
  }

  #count(argc: number | undefined): void {
    if (argc === undefined || argc > 1e9) this.#problem('argc', 'is no number');
    else this.#argc = Math.max(this.#argc, argc);
  }

  #argument(fields: Fields): void {
    const { buffer, nameStart, nameEnd } = fields;
    const digits = digitsEnd(buffer, nameStart + 1, nameEnd);
    const index = numberIn(buffer, nameStart + 1, digits);
    if (buffer[nameStart] !== LETTER_A || index === undefined) this.#unknown(fields);
    else if (digits === nameEnd) this.#store(index, this.#value(fields));
    else this.#part(index, fields, buffer.toString('latin1', digits, Math.min(nameEnd, digits + 12)));
  }

  /** `a1_len=` and `a1[0]=`: the length of a long argument, and its pieces. */
  #part(index: number, fields: Fields, suffix: string): void {
    const piece = /^\[(\d{1,7})\]$/.exec(suffix)?.[1];
    if (piece !== undefined) this.#storePiece(index, Number(piece), this.#value(fields));
    else if (suffix === '_len' && fields.decimal !== undefined) this.#storeLength(index, fields.decimal);
    else this.#unknown(fields);
  }

  #unknown(fields: Fields): void {
    const { buffer, nameStart, nameEnd } = fields;
    this.#problem(buffer.toString('latin1', nameStart, Math.min(nameEnd, nameStart + 40)), 'is not an argument');
  }

  /** In an EXECVE record a bare argument is always hexadecimal, even if it looks like a number. */
  #value(fields: Fields): string {
    const bytes = fields.quoted ? fields.raw : fields.isNull ? '' : (fields.unhexed ?? this.#odd(fields));
    if (fields.beyondAscii) this.#beyondAscii = true;
    return bytes;
  }

  #odd(fields: Fields): string {
    const { buffer, nameStart, nameEnd } = fields;
    this.#problem(buffer.toString('latin1', nameStart, nameEnd), 'is neither quoted nor hexadecimal');
    return fields.raw;
  }

  #store(index: number, bytes: string): void {
    const next = index === this.#inOrder.length;
    if (!this.#fits(bytes.length + (next ? COST : COST_OUT_OF_ORDER))) return;
    if (next) this.#inOrder.push(bytes);
    else if (index < this.#inOrder.length) this.#inOrder[index] = bytes;
    else {
      this.#ahead ??= new Map();
      this.#ahead.set(index, bytes);
    }
  }

  #storePiece(index: number, piece: number, bytes: string): void {
    if (!this.#fits(bytes.length + COST_OUT_OF_ORDER)) return;
    this.#pieces ??= new Map();
    const pieces = this.#pieces.get(index);
    if (pieces === undefined) this.#pieces.set(index, [{ index: piece, bytes }]);
    else pieces.push({ index: piece, bytes });
  }

  #storeLength(index: number, length: number): void {
    if (!this.#fits(COST_OUT_OF_ORDER)) return;
    this.#lengths ??= new Map();
    this.#lengths.set(index, length);
  }

  #fits(size: number): boolean {
    if (this.#size + size <= MAX_SIZE) {
      this.#size += size;
      return true;
    }
    this.#dropped += 1;
    return false;
  }

  #problem(field: string, reason: string): void {
    this.#problems ??= [];
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ field, reason });
    else this.#unlisted += 1;
  }

  /** All arguments in the order of their numbers, with gaps filled. */
  #joined(): { bytes: readonly string[]; gaps: number } {
    if (this.#ahead === undefined && this.#pieces === undefined) return { bytes: this.#inOrder, gaps: 0 };
    const later = new Map(this.#ahead);
    for (const [index, pieces] of this.#pieces ?? []) {
      if (index >= this.#inOrder.length && !later.has(index)) later.set(index, this.#whole(index, pieces));
    }
    const bytes = [...this.#inOrder];
    let gaps = 0;
    for (const [index, each] of [...later].sort(([a], [b]) => a - b)) {
      if (index - bytes.length > MAX_GAP) {
        this.#problem(`a${index}`, `can't be: there are only ${bytes.length} arguments before it`);
        break;
      }
      for (; bytes.length < index; gaps += 1) bytes.push('');
      bytes.push(each);
    }
    return { bytes, gaps };
  }

  #whole(index: number, pieces: Piece[]): string {
    const bytes = pieces
      .sort((a, b) => a.index - b.index)
      .map((piece) => piece.bytes)
      .join('');
    const expected = this.#lengths?.get(index);
    if (expected !== undefined && bytes.length !== expected && bytes.length * 2 !== expected) {
      this.#problem(`a${index}`, `is cut: ${bytes.length} of ${expected} characters are there`);
    }
    return bytes;
  }
}

const LETTER_A = 0x61;

function digitsEnd(buffer: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && (buffer[at] ?? 0) >= 0x30 && (buffer[at] ?? 0) <= 0x39) at += 1;
  return at;
}

/** Up to seven digits: more arguments than any kernel passes. */
function numberIn(buffer: Buffer, from: number, end: number): number | undefined {
  if (from === end || end - from > 7) return undefined;
  let value = 0;
  for (let at = from; at < end; at += 1) value = value * 10 + (buffer[at] ?? 0) - 0x30;
  return value;
}
