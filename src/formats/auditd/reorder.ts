import type { PendingEvent } from './pending.ts';

/**
 * How long an event waits for the rest of its records and for earlier events: until as much event time has passed on
 * its host and as many lines have been read since its first record. The other two bound the memory.
 */
export interface ReorderWindow {
  readonly millis: number;
  readonly lines: number;
  readonly maxEvents: number;
  readonly maxSize: number;
}

/** For files: the two seconds that auditd's own tools wait. */
export const FILE_WINDOW: ReorderWindow = { millis: 2000, lines: 2048, maxEvents: 32_768, maxSize: 24 * 1024 * 1024 };

/** Joins the records of one host into events and gives the events in order of time, then serial. */
export class ReorderQueue {
  readonly #window: ReorderWindow;
  readonly #release: (event: PendingEvent) => void;
  readonly #bySerial = new Map<number, PendingEvent[]>();
  #sorted: PendingEvent[] = [];
  #head = 0;
  #last: PendingEvent | undefined;
  #size = 0;
  #latest = Number.NEGATIVE_INFINITY;

  constructor(window: ReorderWindow, release: (event: PendingEvent) => void) {
    this.#window = window;
    this.#release = release;
  }

  /** The event with this stamp, made by `create` if it is not held. */
  find(time: number, serial: number, create: () => PendingEvent): PendingEvent {
    if (this.#last !== undefined && this.#last.serial === serial && this.#last.time === time) return this.#last;
    const same = this.#bySerial.get(serial);
    let event = same?.find((each) => each.time === time);
    if (event === undefined) {
      event = create();
      if (same === undefined) this.#bySerial.set(serial, [event]);
      else same.push(event);
      this.#insert(event);
    }
    this.#last = event;
    return event;
  }

  /** Notes that an event has grown by so many characters (or shrunk). */
  resize(difference: number): void {
    this.#size += difference;
  }

  /** Gives the events whose window has passed. */
  advance(line: number): void {
    for (let event = this.#sorted[this.#head]; event !== undefined; event = this.#sorted[this.#head]) {
      if (!this.#isDue(event, line)) return;
      this.#take(event);
    }
  }

  /** Gives all events that are held. */
  flush(): void {
    for (let event = this.#sorted[this.#head]; event !== undefined; event = this.#sorted[this.#head]) this.#take(event);
  }

  #isDue(event: PendingEvent, line: number): boolean {
    const { millis, lines, maxEvents, maxSize } = this.#window;
    if (this.#latest - event.time > millis && line - event.firstLine > lines) return true;
    return this.#sorted.length - this.#head > maxEvents || this.#size > maxSize;
  }

  #take(event: PendingEvent): void {
    this.#head += 1;
    if (this.#head > 4096 && this.#head * 2 > this.#sorted.length) {
      this.#sorted = this.#sorted.slice(this.#head);
      this.#head = 0;
    }
    const same = this.#bySerial.get(event.serial);
    if (same === undefined || same.length === 1) this.#bySerial.delete(event.serial);
    else same.splice(same.indexOf(event), 1);
    if (this.#last === event) this.#last = undefined;
    this.#size -= event.size;
    this.#release(event);
  }

  /** Logs are nearly in order: the place is sought from the end. */
  #insert(event: PendingEvent): void {
    this.#latest = Math.max(this.#latest, event.time);
    const sorted = this.#sorted;
    let at = sorted.length;
    for (; at > this.#head; at -= 1) {
      const before = sorted[at - 1];
      if (before === undefined || before.time < event.time) break;
      if (before.time === event.time && before.serial <= event.serial) break;
    }
    if (at === sorted.length) sorted.push(event);
    else sorted.splice(at, 0, event);
  }
}
