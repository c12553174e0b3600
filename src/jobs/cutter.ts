import { MAX_LINE } from '../sources/lines.ts';

/** A piece of a file: whole lines, or one line that is too long to be kept. */
export type Piece =
  | {
      readonly kind: 'lines';
      readonly bytes: Uint8Array<SharedArrayBuffer>;
      readonly length: number;
      readonly offset: number;
    }
  | { readonly kind: 'long line'; readonly length: number; readonly offset: number };

/** Pieces are about so large. */
export const PIECE = 1024 * 1024;

const NEWLINE = 0x0a;

/** Cuts a file into pieces at the ends of lines. Memory is bounded by the longest line that is kept. */
export class Cutter {
  readonly #size: number;
  readonly #limit: number;
  readonly #spare: Uint8Array<SharedArrayBuffer>[];
  #bytes: Buffer<SharedArrayBuffer>;
  #used = 0;
  /** Behind the last newline in `bytes`. */
  #whole = 0;
  #offset = 0;
  /** Bytes of a line that is not kept; 0 if there is none. */
  #long = 0;

  /** @param spare memory of earlier pieces, which is used again */
  constructor(spare: Uint8Array<SharedArrayBuffer>[], size: number = PIECE, limit: number = MAX_LINE) {
    this.#spare = spare;
    this.#size = size;
    this.#limit = limit;
    this.#bytes = this.#fresh();
  }

  *push(chunk: Buffer): Generator<Piece> {
    let from = 0;
    if (this.#long > 0) {
      const newline = chunk.indexOf(NEWLINE);
      this.#long += newline < 0 ? chunk.length : newline;
      if (newline < 0) return;
      yield this.#longLine(1);
      from = newline + 1;
    }
    this.#add(chunk.subarray(from));
    if (this.#whole > 0 && this.#used >= this.#size) yield this.#cut();
    if (this.#whole === 0 && this.#used > this.#limit) {
      this.#long = this.#used;
      this.#used = 0;
    }
  }

  /** The whole lines that are held. */
  *wholeLines(): Generator<Piece> {
    if (this.#whole > 0) yield this.#cut();
  }

  /** All that is held: the last line need not have an end. */
  *end(): Generator<Piece> {
    if (this.#long > 0) yield this.#longLine(0);
    this.#whole = this.#used;
    yield* this.wholeLines();
  }

  #longLine(newline: number): Piece {
    const piece: Piece = { kind: 'long line', length: this.#long, offset: this.#offset };
    this.#offset += this.#long + newline;
    this.#long = 0;
    return piece;
  }

  #add(chunk: Buffer): void {
    const needed = this.#used + chunk.length;
    if (needed > this.#bytes.length) {
      const larger = Buffer.from(new SharedArrayBuffer(needed * 2));
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#used);
    const newline = chunk.lastIndexOf(NEWLINE);
    if (newline >= 0) this.#whole = this.#used + newline + 1;
    this.#used = needed;
  }

  #cut(): Piece {
    const bytes = this.#bytes;
    const length = this.#whole;
    const piece: Piece = { kind: 'lines', bytes: new Uint8Array(bytes.buffer), length, offset: this.#offset };
    const rest = this.#used - length;
    this.#bytes = this.#fresh(rest);
    bytes.copy(this.#bytes, 0, length, this.#used);
    this.#used = rest;
    this.#whole = 0;
    this.#offset += length;
    return piece;
  }

  #fresh(least = 0): Buffer<SharedArrayBuffer> {
    const spare = this.#spare.pop();
    if (spare !== undefined && spare.length >= least) return Buffer.from(spare.buffer);
    return Buffer.from(new SharedArrayBuffer(Math.max(this.#size * 2, least)));
  }
}
