import { Presets, SingleBar } from 'cli-progress';
import type { LogSet } from '../sources/log-set.ts';
import { fileStatus } from './file-status.ts';
import { beforeLeaving } from './leave.ts';

/** A bar on standard error while long work goes on; nothing where that is not a terminal. */
export interface Progress {
  update(path: string, bytes: number, events: number, alerts: number): void;
  stop(): void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };
const COUNTS = '{rate} events/s | {alerts} alerts';
const FORMAT = `{bar} {percentage}% | {megabytes} of {all} MB | ${COUNTS} | {eta_formatted} left`;
/** How much a pipe will give is not known. */
const OPEN_FORMAT = `{megabytes} MB | ${COUNTS}`;
const MEGA = 1_000_000;
/** Work that takes less is not worth a bar. */
const PATIENCE = 500;

export function progressOver(sets: readonly LogSet[], stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY === true ? new Bar(sets, stream) : SILENT;
}

class Bar implements Progress {
  readonly #bar: SingleBar;
  readonly #total: number | undefined;
  readonly #started = performance.now();
  #callOff: (() => void) | undefined;
  #finished = 0;
  #path = '';
  #bytes = 0;

  constructor(sets: readonly LogSet[], stream: NodeJS.WriteStream) {
    this.#total = totalSize(sets.flatMap((set) => set.files));
    const format = this.#total === undefined ? OPEN_FORMAT : FORMAT;
    this.#bar = new SingleBar(
      { format, stream, clearOnComplete: true, hideCursor: true, etaBuffer: 50, barsize: 20, stopOnComplete: false },
      Presets.shades_classic,
    );
  }

  update(path: string, bytes: number, events: number, alerts: number): void {
    if (path !== this.#path) this.#finished += this.#bytes;
    this.#path = path;
    this.#bytes = bytes;
    const seconds = (performance.now() - this.#started) / 1000;
    if (seconds * 1000 < PATIENCE) return;
    const read = this.#finished + bytes;
    const counts = { megabytes: Math.round(read / MEGA), rate: Math.round(events / seconds), alerts };
    if (this.#callOff === undefined) this.#start(read, counts);
    else this.#bar.update(read, counts);
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#bar.stop();
  }

  /** The bar hides the cursor, which must come back however the program is left. */
  #start(read: number, counts: object): void {
    this.#callOff = beforeLeaving(() => this.#bar.stop());
    this.#bar.start(Math.max(1, this.#total ?? 1), read, { ...counts, all: Math.round((this.#total ?? 0) / MEGA) });
  }
}

/** Bytes of all files together; undefined if one of them is no plain file. */
function totalSize(paths: readonly string[]): number | undefined {
  let total = 0;
  for (const path of paths) {
    const status = fileStatus(path);
    if (path === '-' || status?.isFile() === false) return undefined;
    total += Number(status?.size ?? 0);
  }
  return total;
}
