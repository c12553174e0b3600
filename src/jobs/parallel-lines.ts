import type { FormatCounts, OpenFormat } from '../formats/format.ts';
import { LineSplitter, MAX_LINE } from '../sources/lines.ts';
import { Cutter, type Piece } from './cutter.ts';
import { addCounts, hashIn } from './piece-lines.ts';
import { AHEAD, type JobPool } from './pool.ts';
import type { TaskResult } from './protocol.ts';

/** What lines of a log are read with when workers help. */
export interface ParallelReading {
  readonly pool: JobPool;
  /** Whether an incident with this key goes on. */
  readonly isOpen: (key: string) => boolean;
  /** Whether one may go on for a parent with a pid of this hash. */
  readonly mayGoOnFor: (hash: number) => boolean;
}

interface Waiting {
  readonly piece: Piece;
  readonly result: Promise<TaskResult> | undefined;
}

/**
 * Reads a file as a line splitter does, with workers that look through its pieces. They tell the lines that may matter,
 * and count the others; the lines that do matter are read here, in order, so that nothing depends on the workers' number.
 */
export class ParallelLines {
  readonly #format: string;
  readonly #reader: OpenFormat;
  readonly #counts: FormatCounts;
  readonly #with: ParallelReading;
  readonly #cutter: Cutter;
  readonly #waiting: Waiting[] = [];
  #line = 1;

  /**
   * @param reader reads the lines that matter; what it counts is not used
   * @param counts to which all lines are added
   */
  constructor(format: string, reader: OpenFormat, counts: FormatCounts, parallel: ParallelReading) {
    this.#format = format;
    this.#reader = reader;
    this.#counts = counts;
    this.#with = parallel;
    this.#cutter = new Cutter(parallel.pool.spare, parallel.pool.pieceSize);
  }

  async push(chunk: Buffer): Promise<void> {
    await this.#take(this.#cutter.push(chunk));
  }

  async end(): Promise<void> {
    await this.#take(this.#cutter.end());
    await this.#finish(0);
  }

  /** The file can't be read any further: what was read of it counts, but for the line that was cut. */
  async breakOff(): Promise<void> {
    await this.#take(this.#cutter.wholeLines());
    await this.#finish(0);
  }

  async #take(pieces: Iterable<Piece>): Promise<void> {
    for (const piece of pieces) {
      const result = piece.kind === 'lines' ? this.#with.pool.run({ ...piece, format: this.#format }) : undefined;
      // It is awaited in its turn; until then a failure is nobody's.
      result?.catch(() => undefined);
      this.#waiting.push({ piece, result });
      await this.#finish(this.#with.pool.jobs * AHEAD);
    }
  }

  /** Waits until no more than so many pieces are under way. */
  async #finish(most: number): Promise<void> {
    while (this.#waiting.length > most) {
      const first = this.#waiting.shift();
      if (first === undefined) return;
      const { piece, result } = first;
      if (piece.kind === 'long line') this.#longLine(piece);
      else if (result !== undefined) this.#lines(await result, piece);
    }
  }

  #longLine({ length, offset }: Piece): void {
    this.#counts.lines += 1;
    this.#counts.skipped += 1;
    this.#reader.longLine(length, { offset, line: this.#line });
    this.#line += 1;
  }

  #lines(result: TaskResult, piece: Piece & { readonly kind: 'lines' }): void {
    const bytes = Buffer.from(piece.bytes.buffer, 0, piece.length);
    if (result.dismissedHosts.some((host) => this.#with.pool.knows(host))) this.#all(bytes, piece.offset);
    else this.#some(bytes, result, piece.offset);
    addCounts(this.#counts, result.counts);
    this.#line += result.counts.lines;
    this.#with.pool.spare.push(piece.bytes);
  }

  /** The worker could not know of an alert on some host, so it may have passed over what ran beside it. */
  #all(bytes: Buffer, offset: number): void {
    const splitter = new LineSplitter(
      (buffer, start, end, place) =>
        this.#reader.line(buffer, start, end, { offset: offset + place.offset, line: this.#line + place.line - 1 }),
      (size, place) =>
        this.#reader.longLine(size, { offset: offset + place.offset, line: this.#line + place.line - 1 }),
    );
    splitter.push(bytes);
    splitter.end();
  }

  #some(bytes: Buffer, { lines, keys }: TaskResult, offset: number): void {
    for (let at = 0; at < lines.length; at += 4) {
      const key = lines[at + 3] ?? -1;
      const hash = hashIn(key);
      if (hash === undefined ? key >= 0 && !this.#with.isOpen(keys[key] ?? '') : !this.#with.mayGoOnFor(hash)) continue;
      const [start = 0, end = 0, line = 0] = [lines[at], lines[at + 1], lines[at + 2]];
      const place = { offset: offset + start, line: this.#line + line };
      if (end - start > MAX_LINE) this.#reader.longLine(end - start, place);
      else this.#reader.line(bytes, start, end, place);
    }
  }
}
