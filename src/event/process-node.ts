import type { Ancestor } from './ancestor.ts';

/** What a process node is made of. */
export interface NodeParts {
  readonly key: string;
  readonly pid: string;
  readonly name: string | undefined;
  readonly commandLine: string | undefined;
  readonly started: string | undefined;
  readonly parent: ProcessNode | undefined;
  readonly inference?: string | undefined;
}

const NEAREST = 24;
const OLDEST = 8;

/** The most ancestors that are stored with an event: the nearest and the oldest; those between are left out. */
export const MAX_ANCESTORS = NEAREST + OLDEST;

/**
 * One image of one process: a new one at each execution, a copy at each recorded fork. `parent` is the image of the
 * process that made it, by birth. Nodes are never changed; they form the tree that incidents hang on.
 */
export class ProcessNode implements NodeParts {
  /** Unique on its host: the pid and the event that first showed the process; kept when the process executes again. */
  readonly key: string;
  readonly pid: string;
  readonly name: string | undefined;
  readonly commandLine: string | undefined;
  /** RFC 3339 of the execution; undefined where it was not recorded. */
  readonly started: string | undefined;
  readonly parent: ProcessNode | undefined;
  /** Set where this is the likely, not the certain process: what it was concluded from. */
  readonly inference: string | undefined;
  /** Processes in the chain, this one included. */
  readonly depth: number;
  #lineage: readonly Ancestor[] | undefined;

  constructor({ key, pid, name, commandLine, started, parent, inference }: NodeParts) {
    this.key = key;
    this.pid = pid;
    this.name = name;
    this.commandLine = commandLine;
    this.started = started;
    this.parent = parent;
    this.inference = inference;
    this.depth = parent === undefined ? 1 : parent.depth + 1;
  }

  /** A process of which only the pid is known. */
  static unknown(pid: string): ProcessNode {
    const unknown = undefined;
    return new ProcessNode({
      key: `?${pid}`,
      pid,
      name: unknown,
      commandLine: unknown,
      started: unknown,
      parent: unknown,
    });
  }

  /** Whether the records determine what the process runs. */
  get isCertain(): boolean {
    return this.name !== undefined && this.inference === undefined;
  }

  /** The same with some parts replaced. */
  with(parts: Partial<NodeParts>): ProcessNode {
    const { key, pid, name, commandLine, started, parent, inference } = this;
    return new ProcessNode({ key, pid, name, commandLine, started, parent, inference, ...parts });
  }

  /** This process and the chain above it, nearest first. The list is made once, for all children of the process. */
  get lineage(): readonly Ancestor[] {
    this.#lineage ??= this.#makeLineage();
    return this.#lineage;
  }

  #makeLineage(): readonly Ancestor[] {
    const { inference } = this;
    const certain = this.parent?.lineage ?? [];
    const above = inference === undefined ? certain : certain.map((each) => ({ ...each, inferred: true as const }));
    const kept = above.length < MAX_ANCESTORS ? above : [...above.slice(0, NEAREST - 1), ...above.slice(-OLDEST)];
    const { pid, name, commandLine } = this;
    const self: Ancestor = {
      pid,
      ...(name === undefined ? {} : { name }),
      ...(commandLine === undefined ? {} : { commandLine }),
      ...(inference === undefined ? {} : { inferred: true as const, reason: inference }),
    };
    return [self, ...kept];
  }
}
