import type { PendingEvent } from './pending.ts';
import { ReorderQueue, type ReorderWindow } from './reorder.ts';
import { SerialCounter } from './serials.ts';

/** What is kept of one host while its log is read. */
export interface Host {
  /** Key of its process table. */
  readonly key: string;
  readonly dvc: string;
  readonly queue: ReorderQueue;
  readonly serials: SerialCounter;
  /** Number of lines read from the whole log at its latest record. */
  lastLine: number;
}

/** More hosts in one log than this: those that were quiet longest are finished to make room. */
const MAX_HOSTS = 4096;
/** As many are finished at once, so that an endless row of new names costs little. */
const FINISHED_AT_ONCE = MAX_HOSTS / 4;

/** The hosts of a log. Their number and what all of them hold together are bounded. */
export class Hosts {
  readonly #window: ReorderWindow;
  readonly #release: (event: PendingEvent, host: Host) => void;
  readonly #hosts = new Map<string, Host>();
  #lostBefore = 0;
  /** What all queues hold, as of the last `settle`. */
  #size = 0;

  constructor(window: ReorderWindow, release: (event: PendingEvent, host: Host) => void) {
    this.#window = window;
    this.#release = release;
  }

  /** Events that the serial numbers of all hosts show to be missing. */
  get lost(): number {
    let lost = this.#lostBefore;
    for (const host of this.#hosts.values()) lost += host.serials.lost;
    return lost;
  }

  get(key: string, dvc: string): Host {
    const known = this.#hosts.get(key);
    if (known !== undefined) return known;
    if (this.#hosts.size >= MAX_HOSTS) this.#finishQuietest();
    const host: Host = {
      key,
      dvc,
      queue: new ReorderQueue(this.#window, (event) => this.#release(event, host)),
      serials: new SerialCounter(),
      lastLine: 0,
    };
    this.#hosts.set(key, host);
    return host;
  }

  /**
   * After a record of `host` was taken in: gives the events that have waited long enough, or for which there is no room.
   * @param before what the host's queue held before the record
   */
  settle(host: Host, before: number, line: number): void {
    host.lastLine = line;
    host.queue.advance(line);
    this.#size += host.queue.size - before;
    if (this.#size > this.#window.maxSize) this.#makeRoom(host, line);
  }

  /** Gives all that is held. */
  finish(): void {
    for (const host of this.#hosts.values()) this.#finish(host);
    this.#hosts.clear();
  }

  #finish(host: Host): void {
    this.#size -= host.queue.size;
    host.queue.shrink(0);
    this.#lostBefore += host.serials.lost;
  }

  #finishQuietest(): void {
    const quietest = [...this.#hosts.values()].sort((a, b) => a.lastLine - b.lastLine).slice(0, FINISHED_AT_ONCE);
    for (const host of quietest) {
      this.#finish(host);
      this.#hosts.delete(host.key);
    }
  }

  /** Hosts that fell silent give all they hold, then this host its earliest events, then, if need be, all hosts. */
  #makeRoom(host: Host, line: number): void {
    const enough = this.#window.maxSize * 0.75;
    for (const each of this.#hosts.values()) if (line - each.lastLine > this.#window.lines) this.#shrink(each, 0);
    this.#shrink(host, Math.max(0, host.queue.size - (this.#size - enough)));
    if (this.#size > enough) for (const each of this.#hosts.values()) this.#shrink(each, 0);
  }

  #shrink(host: Host, size: number): void {
    const before = host.queue.size;
    host.queue.shrink(size);
    this.#size += host.queue.size - before;
  }
}
