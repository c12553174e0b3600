import type { Activity, Execution } from '../event/activity.ts';
import type { Ancestor } from '../event/ancestor.ts';
import type { AdditionalFields, AsimColumns, ProcessEvent } from '../event/process-event.ts';
import type { ProcessNode } from '../event/process-node.ts';
import { bounded } from './chain.ts';
import { HostLineage, type Parent, type PlacedExecution } from './host-lineage.ts';
import type { IsServer } from './likely-parent.ts';

export interface LineageOptions {
  /** How long an execution with an unknown parent waits for a record that shows it, in milliseconds of event time. */
  readonly patience: number;
  /** Whether an image is that of a server, whose workers may be inferred; none is by default. */
  readonly isServer?: IsServer;
  readonly onEvent: (event: ProcessEvent) => void;
}

/** In files a fork record can follow the child's execution by so much. */
export const FILE_PATIENCE = 2000;

/** More than this is never held; the oldest then go on with what is known. */
const MAX_WAITING = 8192;

/** Hosts whose processes are kept; beyond it the one that came first is dropped. */
const MAX_HOSTS = 4096;

/** Completes executions with who started them. Takes activities in order of time, gives events in the same order. */
export class Lineage {
  unknownParents = 0;
  readonly #options: LineageOptions;
  readonly #hosts = new Map<string, HostState>();
  #evictedBefore = 0;

  constructor(options: LineageOptions) {
    this.#options = options;
  }

  /** Table entries dropped because a table was full. */
  get evicted(): number {
    let sum = this.#evictedBefore;
    for (const host of this.#hosts.values()) sum += host.lineage.table.evicted;
    return sum;
  }

  add(activity: Activity): void {
    const host = this.#host(activity.host);
    switch (activity.kind) {
      case 'fork':
        host.lineage.fork(activity);
        break;
      case 'sighting':
        host.lineage.sighting(activity);
        break;
      case 'execution':
        host.add(activity);
        break;
    }
    this.#give(host, activity.time);
  }

  /** Gives what still waits. */
  end(): void {
    for (const host of this.#hosts.values()) this.#give(host, Number.POSITIVE_INFINITY);
  }

  #host(name: string): HostState {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    if (this.#hosts.size >= MAX_HOSTS) this.#dropOldest();
    const host = new HostState(this.#options.isServer ?? (() => false));
    this.#hosts.set(name, host);
    return host;
  }

  #dropOldest(): void {
    for (const [name, host] of this.#hosts) {
      this.#give(host, Number.POSITIVE_INFINITY);
      this.#evictedBefore += host.lineage.table.evicted + host.lineage.table.size;
      this.#hosts.delete(name);
      return;
    }
  }

  #give(host: HostState, now: number): void {
    for (let first = host.first; first !== undefined; first = host.first) {
      const due = now - first.execution.time > this.#options.patience || host.count > MAX_WAITING;
      if (!host.resolve(first) && !due) return;
      host.shift();
      if (first.acting.kind === 'unknown') this.unknownParents += 1;
      this.#options.onEvent(eventOf(first));
    }
  }
}

/** One host: its processes, and the executions that wait, oldest first. */
class HostState {
  readonly lineage: HostLineage;
  #waiting: PlacedExecution[] = [];
  #head = 0;
  /** Waiting executions whose parent is unknown, by the parent's pid. */
  readonly #unknown = new Map<number, PlacedExecution[]>();

  constructor(isServer: IsServer) {
    this.lineage = new HostLineage(isServer);
  }

  get first(): PlacedExecution | undefined {
    return this.#waiting[this.#head];
  }

  get count(): number {
    return this.#waiting.length - this.#head;
  }

  add(execution: Execution): void {
    this.#settle(execution.pid);
    const placed = this.lineage.execution(execution);
    this.#waiting.push(placed);
    if (placed.acting.kind === 'known') return;
    const same = this.#unknown.get(execution.ppid);
    if (same === undefined) this.#unknown.set(execution.ppid, [placed]);
    else same.push(placed);
  }

  /** Looks once more for an unknown parent; true if the execution need not wait for it any longer. */
  resolve(placed: PlacedExecution): boolean {
    if (placed.acting.kind === 'known') return true;
    const same = this.#unknown.get(placed.execution.ppid);
    if (same?.includes(placed) !== true) return true;
    const parent = this.lineage.parentOf(placed.execution.ppid);
    if (parent.kind === 'unknown') return false;
    this.#learn(placed, parent);
    return true;
  }

  shift(): void {
    const placed = this.first;
    if (placed !== undefined) this.#forget(placed);
    this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
  }

  /** `pid` is about to execute: those that wait to learn what it ran so far take what is known now, or nothing. */
  #settle(pid: number): void {
    for (const placed of this.#unknown.get(pid) ?? []) this.resolve(placed);
    this.#unknown.delete(pid);
  }

  #learn(placed: PlacedExecution, parent: Parent & { kind: 'known' }): void {
    placed.acting = parent;
    if (placed.node.parent?.isCertain === true) return;
    const node = placed.node.with({ parent: bounded(parent.node) });
    if (placed.process.node === placed.node) this.lineage.table.replaceNode(placed.process, node);
    placed.node = node;
  }

  #forget(placed: PlacedExecution): void {
    const same = this.#unknown.get(placed.execution.ppid);
    if (same === undefined) return;
    const rest = same.filter((each) => each !== placed);
    if (rest.length === 0) this.#unknown.delete(placed.execution.ppid);
    else this.#unknown.set(placed.execution.ppid, rest);
  }
}

function eventOf(placed: PlacedExecution): ProcessEvent {
  const { execution, node, acting } = placed;
  const additional: AdditionalFields = {
    ...execution.additional,
    ...(acting.kind === 'known' ? { ActingProcessEvidence: acting.evidence } : {}),
    Ancestors: ancestorsOf(placed),
  };
  return {
    columns: { ...execution.columns, ...actingColumns(placed), AdditionalFields: additional } as AsimColumns,
    time: execution.time,
    origin: execution.origin,
    process: node,
  };
}

function actingColumns(placed: PlacedExecution): Partial<AsimColumns> {
  const { acting, execution } = placed;
  const id = execution.ppid === 0 ? {} : { ActingProcessId: String(execution.ppid) };
  if (acting.kind === 'unknown') return id;
  const { name, commandLine, started, parent } = acting.node;
  return {
    ...id,
    ...(name === undefined
      ? {}
      : { ActingProcessName: name, ActingProcessFilename: name.slice(name.lastIndexOf('/') + 1) }),
    ...(commandLine === undefined ? {} : { ActingProcessCommandLine: commandLine }),
    ...(started === undefined ? {} : { ActingProcessCreationTime: started }),
    ...(parent === undefined ? {} : parentColumns(parent)),
  };
}

function parentColumns(parent: ProcessNode): Partial<AsimColumns> {
  const { pid, name, commandLine, started } = parent;
  if (!parent.isCertain) return { ParentProcessId: pid };
  return {
    ParentProcessId: pid,
    ...(name === undefined ? {} : { ParentProcessName: name }),
    ...(commandLine === undefined ? {} : { ParentProcessCommandLine: commandLine }),
    ...(started === undefined ? {} : { ParentProcessCreationTime: started }),
  };
}

/** Ancestors by birth; a parent by birth that is not the kernel's parent any more is marked; an unknown one is its pid. */
function ancestorsOf(placed: PlacedExecution): readonly Ancestor[] {
  const { acting, execution, node } = placed;
  const [nearest, ...rest] = node.parent?.lineage ?? [];
  if (nearest === undefined) return [];
  if (nearest.pid !== String(execution.ppid)) return [{ ...nearest, reparented: true }, ...rest];
  const reason = acting.kind === 'unknown' ? acting.reason : undefined;
  return reason === undefined ? (node.parent?.lineage ?? []) : [{ ...nearest, reason }, ...rest];
}
