import type { PendingEvent } from './pending.ts';

/**
 * How long an event waits for the rest of its records and for earlier events: until as much event time has passed on
 * its host and as many lines have been read since its first record.
 */
export interface ReorderWindow {
  readonly millis: number;
  readonly lines: number;
  /** Bounds the memory of all events that wait, on all hosts together: characters, with a share for each event. */
  readonly maxSize: number;
}

/** For files: the two seconds that auditd's own tools wait. */
export const FILE_WINDOW: ReorderWindow = { millis: 2000, lines: 2048, maxSize: 24 * 1024 * 1024 };

/** More events of one host with one serial in one window are made up: the others are not joined. */
const MAX_SAME_SERIAL = 32;

/** Holds the events of one host that wait, and gives them in order of time, then serial. */
export class ReorderQueue {
  readonly #window: ReorderWindow;
  readonly #release: (event: PendingEvent) => void;
  /** Events by serial; those with the same serial are linked. */
  readonly #bySerial = new Map<number, PendingEvent>();
  /** A binary heap, the earliest event first: however times jump, no step costs more than the logarithm of its size. */
  readonly #heap: PendingEvent[] = [];
  #last: PendingEvent | undefined;
  #latest = Number.NEGATIVE_INFINITY;
  #size = 0;

  constructor(window: ReorderWindow, release: (event: PendingEvent) => void) {
    this.#window = window;
    this.#release = release;
  }

  /** Characters held, with a share for each event. */
  get size(): number {
    return this.#size;
  }

  /** The event with this stamp, if it waits here. */
  find(time: number, serial: number): PendingEvent | undefined {
    const last = this.#last;
    if (last !== undefined && last.serial === serial && last.time === time) return last;
    let event = this.#bySerial.get(serial);
    while (event !== undefined && event.time !== time) event = event.next;
    if (event !== undefined) this.#last = event;
    return event;
  }

  add(event: PendingEvent): void {
    this.#size += event.size;
    if (event.time > this.#latest) this.#latest = event.time;
    this.#link(event);
    this.#last = event;
    this.#heap.push(event);
    this.#rise(this.#heap.length - 1);
  }

  /** Notes that an event has grown by so many characters (or shrunk). */
  resize(difference: number): void {
    this.#size += difference;
  }

  /** Gives the events whose window has passed. */
  advance(line: number): void {
    const { millis, lines } = this.#window;
    for (let event = this.#heap[0]; event !== undefined; event = this.#heap[0]) {
      if (this.#latest - event.time <= millis || line - event.firstLine <= lines) return;
      this.#take(event);
    }
  }

  /** Gives the earliest events until what is held is no larger than this. */
  shrink(size: number): void {
    for (let event = this.#heap[0]; event !== undefined && this.#size > size; event = this.#heap[0]) this.#take(event);
  }

  #take(event: PendingEvent): void {
    const final = this.#heap.pop();
    if (final !== undefined && final !== event) {
      this.#heap[0] = final;
      this.#sink();
    }
    this.#unlink(event);
    if (this.#last === event) this.#last = undefined;
    this.#size -= event.size;
    this.#release(event);
  }

  #link(event: PendingEvent): void {
    const first = this.#bySerial.get(event.serial);
    if (first === undefined) {
      this.#bySerial.set(event.serial, event);
      return;
    }
    let count = 1;
    let final = first;
    for (; final.next !== undefined; final = final.next) count += 1;
    if (count < MAX_SAME_SERIAL) final.next = event;
  }

  #unlink(event: PendingEvent): void {
    const first = this.#bySerial.get(event.serial);
    if (first === event) {
      if (event.next === undefined) this.#bySerial.delete(event.serial);
      else this.#bySerial.set(event.serial, event.next);
      return;
    }
    for (let before = first; before !== undefined; before = before.next) {
      if (before.next === event) before.next = event.next;
    }
  }

  #rise(from: number): void {
    const heap = this.#heap;
    const event = heap[from];
    if (event === undefined) return;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(event, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  #sink(): void {
    const heap = this.#heap;
    const event = heap[0];
    if (event === undefined) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const child = right !== undefined && left !== undefined && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
      const below = heap[child];
      if (below === undefined || !isBefore(below, event)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = event;
  }
}

function isBefore(a: PendingEvent, b: PendingEvent): boolean {
  return a.time === b.time ? a.serial < b.serial : a.time < b.time;
}
