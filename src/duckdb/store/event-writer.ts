import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { ProcessEvent } from '../../event/process-event.ts';
import { EventLines } from '../event-lines.ts';
import { type StoredCounts, storeBatch } from './batch.ts';
import { OpenStore } from './open-store.ts';
import { failedProblem } from './store-problem.ts';

/** Times that a store takes: those of four-digit years from 1970 on. */
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Appends events to a store. Events are on the disk when `flush` has returned and `counts` tells them as stored. */
export class EventWriter {
  readonly #store: OpenStore;
  readonly #lines: EventLines;
  readonly #onProblem: (problem: Diagnostic) => void;
  #counts: StoredCounts = { stored: 0, duplicates: 0, dropped: 0 };
  #hasFailed = false;
  #isFull = false;

  private constructor(store: OpenStore, lines: EventLines, onProblem: (problem: Diagnostic) => void) {
    this.#store = store;
    this.#lines = lines;
    this.#onProblem = onProblem;
  }

  /** Claims the store in a folder, which may be new. A problem in place of a writer says why it cannot be used. */
  static async open(folder: string, onProblem: (problem: Diagnostic) => void): Promise<EventWriter | Diagnostic> {
    const store = await OpenStore.open(folder, true);
    return 'code' in store ? store : new EventWriter(store, await EventLines.create(store.connection), onProblem);
  }

  get counts(): StoredCounts {
    return this.#counts;
  }

  /** Whether so much waits that it should be flushed. */
  get isFull(): boolean {
    return this.#lines.isFull;
  }

  add({ columns, time }: Pick<ProcessEvent, 'columns' | 'time'>): void {
    if (this.#hasFailed || !(time >= 0 && time <= LAST_TIME)) this.#count({ stored: 0, duplicates: 0, dropped: 1 });
    else this.#lines.add(columns);
  }

  /** Stores what waits. If that fails, it is told once, and all further events are dropped. */
  async flush(): Promise<void> {
    const waiting = this.#lines.rows;
    if (waiting === 0 || this.#hasFailed) return;
    try {
      const { counts, problem } = await storeBatch(this.#store, this.#lines);
      this.#count(counts);
      if (problem !== undefined && !this.#isFull) this.#onProblem(problem);
      this.#isFull ||= problem !== undefined;
    } catch (error) {
      this.#hasFailed = true;
      this.#count({ stored: 0, duplicates: 0, dropped: waiting });
      this.#onProblem(failedProblem(this.#store.folder, error));
    }
  }

  /** Stores what waits, and lets others write. */
  async close(): Promise<void> {
    await this.flush();
    this.#store.close();
  }

  /** For a process that ends at once: what waits is not stored. */
  release(): void {
    this.#store.release();
  }

  #count({ stored, duplicates, dropped }: StoredCounts): void {
    const { stored: before, duplicates: known, dropped: lost } = this.#counts;
    this.#counts = { stored: before + stored, duplicates: known + duplicates, dropped: lost + dropped };
  }
}
