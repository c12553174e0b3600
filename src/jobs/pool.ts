import { Worker } from 'node:worker_threads';
import type { Ruleset } from '../ruleset.ts';
import { PIECE } from './cutter.ts';
import { PieceReader } from './piece-reader.ts';
import type { JobSetup, Task, TaskResult, WorkerMessage } from './protocol.ts';

interface Pending {
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: Error) => void;
}

/** Pieces for each worker: the one it looks through, and the next. */
export const AHEAD = 2;

/**
 * Looks through pieces of logs in several threads, of which this one is one: it takes what the workers have no time for,
 * or no rules yet. A worker that fails makes every later task fail, too.
 */
export class JobPool {
  readonly jobs: number;
  /** Bytes of a piece, about. */
  readonly pieceSize: number;
  /** Memory of pieces that are done. */
  readonly spare: Uint8Array<SharedArrayBuffer>[] = [];
  readonly #workers: PoolWorker[];
  readonly #hosts = new Set<string>();
  readonly #setup: JobSetup;
  #rules: Ruleset | undefined;
  #reader: PieceReader | undefined;
  /** Hosts that the reader of this thread was not told of. */
  #news: string[] = [];

  /** @param jobs threads, with this one */
  constructor(jobs: number, setup: JobSetup, pieceSize: number = PIECE) {
    this.jobs = jobs;
    this.pieceSize = pieceSize;
    this.#setup = setup;
    this.#workers = Array.from({ length: jobs - 1 }, () => new PoolWorker(setup));
  }

  /** The rules of the setup, of its level, as this thread has loaded them. */
  use(rules: Ruleset): void {
    this.#rules = rules;
  }

  /** Waits until all workers have loaded the rules, or failed. Without it they join when they have. */
  async started(): Promise<void> {
    await Promise.all(this.#workers.map(({ started }) => started));
  }

  /** Something has matched on this host: from now on workers must tell what else ran there. */
  noteHost(dvc: string): void {
    if (this.#hosts.has(dvc)) return;
    this.#hosts.add(dvc);
    this.#news.push(dvc);
    for (const worker of this.#workers) worker.news.push(dvc);
  }

  knows(dvc: string): boolean {
    return this.#hosts.has(dvc);
  }

  /** Gives a task to the worker that has the fewest, or does it at once where all have enough. */
  async run(task: Omit<Task, 'hosts'>): Promise<TaskResult> {
    let least: PoolWorker | undefined;
    for (const worker of this.#workers)
      if (worker.isFree && (least === undefined || worker.waiting < least.waiting)) least = worker;
    return least === undefined ? this.#runHere(task) : least.run(task);
  }

  #runHere(task: Omit<Task, 'hosts'>): TaskResult {
    this.#reader ??= new PieceReader(this.#setup, this.#rules);
    const hosts = this.#news;
    this.#news = [];
    return this.#reader.read({ ...task, hosts });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }
}

/** As a source file or as a built one, the worker stands beside this module. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

class PoolWorker {
  /** Hosts that it has not been told of. */
  readonly news: string[] = [];
  /** Settles when it has loaded the rules, or failed. */
  readonly started: Promise<void>;
  readonly #worker: Worker;
  readonly #pending: Pending[] = [];
  #isReady = false;
  #failure: Error | undefined;
  #settle: () => void = () => undefined;

  constructor(setup: JobSetup) {
    this.started = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#worker = new Worker(WORKER, { workerData: setup });
    this.#worker.on('message', (message: WorkerMessage) => {
      if (message !== 'ready') this.#pending.shift()?.resolve(message);
      else {
        this.#isReady = true;
        this.#settle();
      }
    });
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`a worker thread ended with code ${code}`)));
  }

  /** Whether it can be given a task; one that has failed can, and says so. */
  get isFree(): boolean {
    return this.#failure !== undefined || (this.#isReady && this.waiting < AHEAD);
  }

  get waiting(): number {
    return this.#pending.length;
  }

  run(task: Omit<Task, 'hosts'>): Promise<TaskResult> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#pending.push({ resolve, reject });
      this.#worker.postMessage({ ...task, hosts: this.news.splice(0) });
    });
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#settle();
    for (const { reject } of this.#pending.splice(0)) reject(this.#failure);
  }
}
