import { Worker } from 'node:worker_threads';
import { PIECE } from './cutter.ts';
import type { JobSetup, Task, TaskResult } from './protocol.ts';

interface Pending {
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: Error) => void;
}

/** Worker threads that look through pieces of logs. A worker that fails makes every later task fail, too. */
export class JobPool {
  readonly jobs: number;
  /** Bytes of a piece, about. */
  readonly pieceSize: number;
  /** Memory that came back from workers. */
  readonly spare: Uint8Array<ArrayBuffer>[] = [];
  readonly #workers: PoolWorker[];
  readonly #hosts = new Set<string>();

  constructor(jobs: number, setup: JobSetup, pieceSize: number = PIECE) {
    this.jobs = jobs;
    this.pieceSize = pieceSize;
    this.#workers = Array.from({ length: jobs }, () => new PoolWorker(setup));
  }

  /** Something has matched on this host: from now on workers must tell what else ran there. */
  noteHost(dvc: string): void {
    if (this.#hosts.has(dvc)) return;
    this.#hosts.add(dvc);
    for (const worker of this.#workers) worker.news.push(dvc);
  }

  knows(dvc: string): boolean {
    return this.#hosts.has(dvc);
  }

  /** Gives a task to the worker that has the fewest. */
  run(task: Omit<Task, 'hosts'>): Promise<TaskResult> {
    const worker = this.#workers.reduce((least, each) => (each.waiting < least.waiting ? each : least));
    return worker.run(task);
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
  readonly #worker: Worker;
  readonly #pending: Pending[] = [];
  #failure: Error | undefined;

  constructor(setup: JobSetup) {
    this.#worker = new Worker(WORKER, { workerData: setup });
    this.#worker.on('message', (result: TaskResult) => this.#pending.shift()?.resolve(result));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`a worker thread ended with code ${code}`)));
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
      this.#worker.postMessage({ ...task, hosts: this.news.splice(0) }, [task.bytes.buffer]);
    });
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#pending.splice(0)) reject(this.#failure);
  }
}
