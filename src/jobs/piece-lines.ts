import type { FormatCounts } from '../formats/format.ts';
import type { PieceCounts, TaskResult } from './protocol.ts';

/** The lines of a piece that may matter. */
export class PieceLines {
  readonly #numbers: number[] = [];
  readonly #keys = new Map<string, number>();

  /** @param key of the incident beside which the line matters; -1 if it matters by itself */
  add(start: number, end: number, line: number, key: string | -1): void {
    this.#numbers.push(start, end, line, key === -1 ? -1 : this.#placeOf(key));
  }

  taken(): Pick<TaskResult, 'lines' | 'keys'> {
    return { lines: Int32Array.from(this.#numbers), keys: [...this.#keys.keys()] };
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
