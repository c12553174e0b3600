import type { FormatCounts } from '../formats/format.ts';
import type { PieceCounts, TaskResult } from './protocol.ts';

/** What a line is: -1 if it matters by itself; else of what it may stand beside, the key or `besidePid` of a pid. */
export type Verdict = string | number;

export function besidePid(hash: number): number {
  return -2 - hash;
}

/** The hash that `besidePid` was given; undefined for a place, or for -1. */
export function hashIn(place: number): number | undefined {
  return place < -1 ? -2 - place : undefined;
}

/** The lines of a piece that may matter. */
export class PieceLines {
  #numbers = new Int32Array(256);
  #used = 0;
  readonly #keys = new Map<string, number>();

  add(start: number, end: number, line: number, verdict: Verdict): void {
    const at = this.#used;
    if (at === this.#numbers.length) this.#grow();
    this.#numbers[at] = start;
    this.#numbers[at + 1] = end;
    this.#numbers[at + 2] = line;
    this.#numbers[at + 3] = typeof verdict === 'number' ? verdict : this.#placeOf(verdict);
    this.#used = at + 4;
  }

  #grow(): void {
    const larger = new Int32Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  taken(): Pick<TaskResult, 'lines' | 'keys'> {
    return { lines: this.#numbers.slice(0, this.#used), keys: [...this.#keys.keys()] };
  }

  #placeOf(key: string): number {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    this.#keys.set(key, this.#keys.size);
    return this.#keys.size - 1;
  }
}

export function noCounts(): FormatCounts {
  return {
    lines: 0,
    records: 0,
    skipped: 0,
    blank: 0,
    events: 0,
    others: 0,
    unknownParents: 0,
    lost: 0,
    incomplete: 0,
    unnamedHost: false,
    firstTime: undefined,
    lastTime: undefined,
  };
}

export function snapshot(counts: FormatCounts): PieceCounts {
  return { ...counts };
}

/** What was counted since a snapshot; the times are those since the last `file`. */
export function difference(counts: FormatCounts, before: PieceCounts): PieceCounts {
  return {
    lines: counts.lines - before.lines,
    records: counts.records - before.records,
    skipped: counts.skipped - before.skipped,
    blank: counts.blank - before.blank,
    events: counts.events - before.events,
    others: counts.others - before.others,
    unknownParents: counts.unknownParents - before.unknownParents,
    incomplete: counts.incomplete - before.incomplete,
    lost: counts.lost - before.lost,
    unnamedHost: counts.unnamedHost,
    firstTime: counts.firstTime,
    lastTime: counts.lastTime,
  };
}

/** Adds what was counted of a piece. */
export function addCounts(sum: FormatCounts, piece: PieceCounts): void {
  sum.lines += piece.lines;
  sum.records += piece.records;
  sum.skipped += piece.skipped;
  sum.blank += piece.blank;
  sum.events += piece.events;
  sum.others += piece.others;
  sum.unknownParents += piece.unknownParents;
  sum.incomplete += piece.incomplete;
  sum.lost += piece.lost;
  sum.unnamedHost ||= piece.unnamedHost;
  const times = [sum.firstTime, piece.firstTime, sum.lastTime, piece.lastTime].filter((time) => time !== undefined);
  if (times.length === 0) return;
  sum.firstTime = Math.min(...times);
  sum.lastTime = Math.max(...times);
}
