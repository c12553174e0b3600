import type { Execution, Fork, Sighting } from '../event/activity.ts';
import type { ActingEvidence } from '../event/process-event.ts';
import { ProcessNode } from '../event/process-node.ts';
import { bounded } from './chain.ts';
import { type IsServer, likelyParent } from './likely-parent.ts';
import type { Process } from './process.ts';
import { ProcessTable } from './process-table.ts';

/** What is known of the process that started another. */
export type Parent =
  | { readonly kind: 'known'; readonly process: Process; readonly node: ProcessNode; readonly evidence: ActingEvidence }
  /** The records don't determine it; `reason` says why not, where its pid had been known. */
  | { readonly kind: 'unknown'; readonly reason?: string };

/** An execution with its process, its acting process at that moment, and its parent by birth. */
export interface PlacedExecution {
  readonly execution: Execution;
  readonly process: Process;
  node: ProcessNode;
  acting: Parent;
}

/** A pid that is so little ahead of the latest new one was given just now, while executions were recorded. */
const FRESH = 256;

const REUSED = 'the pid may have been given to another process since';

/** The processes of one host, told in order of time. */
export class HostLineage {
  readonly table = new ProcessTable();
  readonly #isServer: IsServer;
  #recordsExecutions = false;

  constructor(isServer: IsServer) {
    this.#isServer = isServer;
  }

  /** A fork is recorded when the parent returns from the call: the child may have executed already. */
  fork(fork: Fork): void {
    const parent = this.#showing(fork, 'fork');
    parent.hasChildren = true;
    this.table.cursor.see(fork.child);
    const child = this.table.get(fork.child);
    if (child !== undefined && isLate(fork, child)) {
      child.born = true;
      if (child.node.parent?.isCertain !== true)
        this.table.replaceNode(child, child.node.with({ parent: bounded(parent.node) }));
      return;
    }
    this.table.set(
      this.#newProcess(
        fork.child,
        fork.pid,
        fork.uid,
        parent.node.with({ parent: bounded(parent.node) }),
        'fork',
        true,
      ),
    );
  }

  /**
   * A process is seen running an image without having executed it just now. Before executions are recorded on this host
   * that says nothing of the time after.
   */
  sighting(sighting: Sighting): void {
    if (sighting.execution) this.#recordsExecutions = true;
    if (!this.#recordsExecutions) return;
    this.#showing(sighting, 'syscall');
  }

  /** A process executes: its parent is looked up at this moment, before its own image changes. */
  execution(execution: Execution): PlacedExecution {
    const { pid, ppid } = execution;
    this.#recordsExecutions = true;
    this.table.cursor.see(pid);
    const known = this.#current(pid);
    const acting = this.parentOf(ppid);
    const above = parentByBirth(known, acting) ?? likelyParent(this.table, execution, this.#isServer);
    const node = nodeOf(execution, known?.key ?? `${pid}@${execution.uid}`, aboveOf(above, ppid));
    const process = known ?? this.#newProcess(pid, ppid, execution.uid, node, 'exec', false);
    if (known === undefined) this.table.set(process);
    else this.table.replaceNode(known, node);
    process.evidence = 'exec';
    process.ppid = ppid;
    process.executed = execution.time;
    process.user = execution.columns.ActorUserId;
    process.session = execution.columns.TargetUserSessionId;
    if (acting.kind === 'known') {
      acting.process.hasChildren = true;
      this.table.touch(acting.process);
    }
    return { execution, process, node, acting };
  }

  /** Who has the pid now: known only if no other process can have been given it. */
  parentOf(pid: number): Parent {
    const process = pid === 0 ? undefined : this.table.get(pid);
    if (process === undefined || process.node.name === undefined) return { kind: 'unknown' };
    if (this.#mayBeReused(process)) return { kind: 'unknown', reason: REUSED };
    return { kind: 'known', process, node: process.node, evidence: process.evidence };
  }

  /** A process that was seen to start others, not long before, is believed to go on: a server, a supervisor, a shell. */
  #mayBeReused({ pid, seen, hasChildren }: Process): boolean {
    const { cursor } = this.table;
    return cursor.passed(pid, seen) && (!hasChildren || cursor.wentRound(seen));
  }

  /** The process of this pid if the record continues it; a pid that came round again is another process. */
  #current(pid: number): Process | undefined {
    const known = this.table.get(pid);
    return known === undefined || this.table.cursor.passed(pid, known.seen) ? undefined : known;
  }

  /** The process of a record that shows what it runs. */
  #showing(shown: Fork | Sighting, evidence: ActingEvidence): Process {
    const { pid, ppid, image, commandLine } = shown;
    const isFresh = this.table.cursor.see(pid) <= FRESH && shown.kind === 'sighting' && shown.execution;
    const known = this.#current(pid);
    if (known === undefined || (image !== undefined && withoutDeleted(known.node.name) !== image)) {
      const process = this.#newlySeen(shown, known, evidence, isFresh);
      this.table.set(process);
      return process;
    }
    known.ppid = ppid;
    if (known.node.commandLine === undefined && commandLine !== undefined) {
      this.table.replaceNode(known, known.node.with({ commandLine }));
    }
    this.table.touch(known);
    return known;
  }

  /**
   * A process that never executed (as far as recorded) runs what its parent ran when it forked. That tells the command
   * line of a child whose parent is known; and, of a process that was made just now, the image of a parent that is not.
   */
  #newlySeen(shown: Fork | Sighting, before: Process | undefined, evidence: ActingEvidence, isFresh: boolean): Process {
    const { pid, ppid, uid, image, commandLine } = shown;
    const parent = this.parentOf(ppid);
    if (parent.kind === 'unknown' && before === undefined && isFresh && ppid > 1) this.#copiedFrom(shown);
    const copied = parent.kind === 'known' && parent.node.name === image ? parent.node.commandLine : undefined;
    const above = parentByBirth(before, parent);
    const node = new ProcessNode({
      key: before?.key ?? `${pid}@${uid}`,
      pid: String(pid),
      name: image,
      commandLine: copied ?? commandLine,
      started: undefined,
      parent: aboveOf(above, ppid),
    });
    return this.#newProcess(pid, ppid, uid, node, evidence, before?.born ?? false);
  }

  #copiedFrom({ ppid, image, commandLine, uid }: Fork | Sighting): void {
    const key = `${ppid}@${uid}`;
    const node = ProcessNode.unknown(String(ppid)).with({ key, name: image, commandLine });
    const parent = this.#newProcess(ppid, 0, uid, node, 'child', false);
    parent.hasChildren = true;
    this.table.set(parent);
  }

  #newProcess(
    pid: number,
    ppid: number,
    uid: string,
    image: ProcessNode,
    evidence: ActingEvidence,
    born: boolean,
  ): Process {
    const key = image.pid === String(pid) ? image.key : `${pid}@${uid}`;
    const node = image.pid === String(pid) ? image : image.with({ key, pid: String(pid), started: undefined });
    return {
      pid,
      key,
      node,
      evidence,
      ppid,
      seen: this.table.cursor.position,
      hasChildren: false,
      used: false,
      user: undefined,
      session: undefined,
      executed: undefined,
      born,
    };
  }
}

/**
 * Whom the chain of ancestors goes on with: the process that made this one, as a fork record or an earlier execution
 * tells; with the image that it has now if it still is the parent. Otherwise the parent that the kernel reports.
 */
function parentByBirth(known: Process | undefined, acting: Parent): ProcessNode | undefined {
  const birth = known?.node.parent?.name === undefined ? undefined : known.node.parent;
  if (acting.kind === 'unknown') return birth;
  return birth === undefined || birth.key === acting.process.key || birth.pid === acting.node.pid ? acting.node : birth;
}

/** What stands above a new node: the parent's chain, or no more than its pid. */
function aboveOf(parent: ProcessNode | undefined, ppid: number): ProcessNode | undefined {
  return bounded(parent) ?? (ppid === 0 ? undefined : ProcessNode.unknown(String(ppid)));
}

/** Clocks of records are coarse; a fork's own time is that of the call, before anything that the child did. */
const SAME_MOMENT = 2000;

function isLate(fork: Fork, child: Process): boolean {
  return (
    child.executed !== undefined &&
    child.ppid === fork.pid &&
    !child.born &&
    Math.abs(child.executed - fork.time) <= SAME_MOMENT
  );
}

/** The image of a program whose file was removed is told with a suffix at its execution, without it later. */
function withoutDeleted(name: string | undefined): string | undefined {
  return name?.endsWith(' (deleted)') && !name.startsWith('/memfd:') ? name.slice(0, -' (deleted)'.length) : name;
}

function nodeOf(execution: Execution, key: string, parent: ProcessNode | undefined): ProcessNode {
  const { columns, pid } = execution;
  return new ProcessNode({
    key,
    pid: String(pid),
    name: columns.TargetProcessName === '' ? undefined : columns.TargetProcessName,
    commandLine: columns.TargetProcessCommandLine,
    started: columns.EventStartTime,
    parent,
  });
}
