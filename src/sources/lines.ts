/** Where a line stands in its file: byte offset of its first byte, and its number counted from 1. */
export interface LinePlace {
  offset: number;
  line: number;
}

/** Receives one line as a range of a buffer, without its line end. The buffer is valid during the call only. */
export type OnLine = (buffer: Buffer, start: number, end: number, place: LinePlace) => void;

/** Receives a line that was longer than the limit; its content is dropped. */
export type OnLongLine = (bytes: number, place: LinePlace) => void;

/** The longest line that is kept whole, in bytes. */
export const MAX_LINE = 8 * 1024 * 1024;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Cuts a stream of chunks into lines. Memory is bounded: a line over the limit is counted, not kept. */
export class LineSplitter {
  readonly #onLine: OnLine;
  readonly #onLong: OnLongLine;
  readonly #limit: number;
  #held: Buffer[] = [];
  #heldBytes = 0;
  readonly #place: LinePlace = { offset: 0, line: 1 };

  constructor(onLine: OnLine, onLong: OnLongLine, limit = MAX_LINE) {
    this.#onLine = onLine;
    this.#onLong = onLong;
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      if (this.#heldBytes > 0) this.#finishHeld(chunk.subarray(start, end));
      else this.#emit(chunk, start, end);
      this.#next(end + 1 - start);
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** Gives the last line if the stream did not end with a line end. */
  end(): void {
    if (this.#heldBytes === 0) return;
    this.#finishHeld(Buffer.alloc(0));
    this.#next(0);
  }

  #emit(buffer: Buffer, start: number, end: number): void {
    if (end - start > this.#limit) this.#onLong(end - start, this.#place);
    else this.#onLine(buffer, start, end > start && buffer[end - 1] === RETURN ? end - 1 : end, this.#place);
  }

  #hold(piece: Buffer): void {
    if (this.#heldBytes <= this.#limit) this.#held.push(Buffer.from(piece));
    this.#heldBytes += piece.length;
  }

  #finishHeld(rest: Buffer): void {
    const bytes = this.#heldBytes + rest.length;
    if (bytes > this.#limit) this.#onLong(bytes, this.#place);
    else {
      const whole = Buffer.concat([...this.#held, rest]);
      this.#emit(whole, 0, whole.length);
    }
    this.#held = [];
  }

  #next(bytes: number): void {
    this.#place.offset += this.#heldBytes + bytes;
    this.#place.line += 1;
    this.#heldBytes = 0;
  }
}
