import type { ProcessNode } from '../event/process-node.ts';
import { PidFilter } from './pid-hash.ts';

/** An incident without a server is one of a parent, whose pid ends its key. */
interface Keyed {
  readonly key: string;
  readonly root: ProcessNode | null;
}

/** The incidents that go on, by their keys, and a quick answer for the many events that belong to none. */
export class OpenByKey<T extends Keyed> {
  readonly #all = new Map<string, T>();
  readonly #parents = new PidFilter();
  readonly #servers = new PidFilter();
  /** Servers whose keys don't begin with their pids. */
  #otherServers = 0;

  get size(): number {
    return this.#all.size;
  }

  has(key: string): boolean {
    return this.#all.has(key);
  }

  get(key: string): T | undefined {
    return this.#all.get(key);
  }

  set(key: string, incident: T): void {
    const before = this.#all.get(key);
    if (before !== undefined) this.#count(before, -1);
    this.#all.set(key, incident);
    this.#count(incident, 1);
  }

  forgetOldest(): void {
    for (const [key, incident] of this.#all) {
      this.#all.delete(key);
      this.#count(incident, -1);
      return;
    }
  }

  /** Whether one of a server process that has no key of its own, and such a pid, may go on; by `pidHash`. */
  mayGoOnBelow(hash: number): boolean {
    return this.#otherServers > 0 || this.#servers.mayHave(hash);
  }

  /** Whether one of a parent with such a pid may go on. */
  mayGoOnFor(hash: number): boolean {
    return this.#parents.mayHave(hash);
  }

  #count({ key, root }: T, by: 1 | -1): void {
    if (root === null) this.#parents.add(key.slice(key.lastIndexOf('\n?') + 2), by);
    else if (root.key.includes('@')) this.#servers.add(root.key, by);
    else this.#otherServers += by;
  }
}
