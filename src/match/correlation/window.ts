import type { Hit } from './hit.ts';
import type { Entry, Meter } from './meter.ts';

/** A counted match with the id of its alert, and, of the newest, the match itself. */
export interface Kept<S> extends Entry {
  readonly id: string;
  hit: Hit<S> | undefined;
}

/** So many of the newest matches of a window are kept whole, to be shown. */
export const SHOWN = 20;

/** The matches of one group that are counted now, oldest first. */
export class Window<S> {
  readonly #makeMeter: () => Meter;
  #meter: Meter;
  #entries: Kept<S>[] = [];
  /** Entries before it have left. */
  #head = 0;

  constructor(makeMeter: () => Meter) {
    this.#makeMeter = makeMeter;
    this.#meter = makeMeter();
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  /** Time of the newest entry. */
  get last(): number {
    return this.#entries.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  }

  add(kept: Kept<S>): void {
    this.#entries.push(kept);
    this.#meter.add(kept);
    const old = this.#entries[this.#entries.length - 1 - SHOWN];
    if (old !== undefined) old.hit = undefined;
  }

  /** Lets entries before a time go; returns how many. */
  leaveBefore(time: number): number {
    let gone = 0;
    for (let oldest = this.#entries[this.#head]; oldest !== undefined && oldest.time < time; gone += 1) {
      this.dropOldest();
      oldest = this.#entries[this.#head];
    }
    return gone;
  }

  dropOldest(): void {
    const oldest = this.#entries[this.#head];
    if (oldest === undefined) return;
    oldest.hit = undefined;
    this.#meter.remove(oldest);
    this.#head += 1;
    if (this.#head < 64 || this.#head * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#head);
    this.#head = 0;
  }

  /** Lets all entries go; returns how many. */
  clear(): number {
    const { size } = this;
    this.#entries = [];
    this.#head = 0;
    this.#meter = this.#makeMeter();
    return size;
  }

  /** What is measured over a window that begins at `start`. */
  value(start: number): number | undefined {
    return this.#meter.value(start);
  }

  entries(): readonly Kept<S>[] {
    return this.#entries.slice(this.#head);
  }
}
