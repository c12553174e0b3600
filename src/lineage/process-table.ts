import { PidCursor } from './pid-cursor.ts';
import type { Process } from './process.ts';

/** Processes kept per host; beyond it those that were quiet longest are dropped. */
export const MAX_PROCESSES = 32_768;
/** Characters of command lines kept per host. */
export const MAX_TEXT = 16 * 1024 * 1024;

/** The living processes of one host as far as the records show, by pid. Bounded; evictions are counted. */
export class ProcessTable {
  readonly cursor = new PidCursor();
  evicted = 0;
  readonly #processes = new Map<number, Process>();
  #text = 0;

  get size(): number {
    return this.#processes.size;
  }

  /** The process that last had this pid, without regard to whether it still has. */
  get(pid: number): Process | undefined {
    return this.#processes.get(pid);
  }

  /** Stores a process under its pid in place of any other, as the most recently used. */
  set(process: Process): void {
    this.#drop(this.#processes.get(process.pid));
    this.#processes.set(process.pid, process);
    this.#text += textOf(process);
    if (this.#isFull()) this.#makeRoom(process);
  }

  /** Gives a process another image. */
  replaceNode(process: Process, node: Process['node']): void {
    this.#text -= textOf(process);
    process.node = node;
    this.#text += textOf(process);
    this.touch(process);
  }

  /** Notes a sign of life. */
  touch(process: Process): void {
    process.seen = this.cursor.position;
    process.used = true;
  }

  #isFull(): boolean {
    return this.#processes.size > MAX_PROCESSES || this.#text > MAX_TEXT;
  }

  /** Drops the oldest that were not used since they were last passed over here; those that were go to the end. */
  #makeRoom(newest: Process): void {
    for (const oldest of this.#processes.values()) {
      if (oldest === newest || !this.#isFull()) return;
      this.#processes.delete(oldest.pid);
      if (oldest.used) {
        oldest.used = false;
        this.#processes.set(oldest.pid, oldest);
      } else {
        this.#text -= textOf(oldest);
        this.evicted += 1;
      }
    }
  }

  #drop(process: Process | undefined): void {
    if (process !== undefined && this.#processes.delete(process.pid)) this.#text -= textOf(process);
  }
}

function textOf(process: Process): number {
  return (process.node.commandLine?.length ?? 0) + (process.node.name?.length ?? 0);
}
