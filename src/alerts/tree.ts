import type { ProcessEvent } from '../event/process-event.ts';
import { ProcessNode } from '../event/process-node.ts';
import type { TreeNode } from './model.ts';

/** One execution in an incident: no more than is drawn. */
export interface TreeEntry {
  readonly process: ProcessNode;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly user: string | null;
  readonly reparented: boolean;
  /** Ids of the alerts that it raised. */
  readonly alerts: readonly string[];
}

export function treeEntry(event: ProcessEvent, alerts: readonly string[]): TreeEntry {
  const { TargetUsername, TargetUserId, AdditionalFields } = event.columns;
  return {
    process: event.process,
    time: event.time,
    user: TargetUsername ?? TargetUserId ?? null,
    reparented: AdditionalFields.Ancestors?.[0]?.reparented === true,
    alerts,
  };
}

interface Growing extends TreeNode {
  readonly alerts: string[];
  readonly children: Growing[];
  user: string | null;
  reparented: boolean;
}

/** Ancestors that are drawn above executions which hang on no known server. */
const SHOWN_ABOVE = 3;

/**
 * The processes of an incident as trees, oldest first: from the root down to each execution, or from the nearest
 * ancestors where there is no root.
 */
export function buildTree(entries: readonly TreeEntry[], root: ProcessNode | null): TreeNode[] {
  const grown = new Map<string, Growing>();
  const tops: Growing[] = [];
  for (const entry of entries) {
    const node = place(chainOf(entry, root), grown, tops);
    node.user = entry.user;
    node.reparented = entry.reparented;
    node.alerts.push(...entry.alerts);
  }
  return tops;
}

/** The images from the top of the drawing down to the execution. */
function chainOf(entry: TreeEntry, root: ProcessNode | null): ProcessNode[] {
  const chain: ProcessNode[] = [entry.process];
  for (let node = entry.process.parent; node !== undefined; node = node.parent) {
    chain.unshift(node);
    if (root === null ? chain.length > SHOWN_ABOVE : node.key === root.key && node.parent?.key !== root.key) break;
  }
  return chain.length === 1 ? [ProcessNode.unknown('?'), entry.process] : chain;
}

function place(chain: readonly ProcessNode[], grown: Map<string, Growing>, tops: Growing[]): Growing {
  let above: Growing | undefined;
  for (const node of chain) {
    const key = `${node.key}\n${node.started ?? ''}\n${node.name ?? ''}`;
    let here = grown.get(key);
    if (here === undefined) {
      here = growingOf(node);
      grown.set(key, here);
      (above?.children ?? tops).push(here);
    }
    above = here;
  }
  return above as Growing;
}

function growingOf(node: ProcessNode): Growing {
  return {
    pid: node.pid,
    name: node.name ?? null,
    commandLine: node.commandLine ?? null,
    time: node.started ?? null,
    user: null,
    inferred: node.inference !== undefined,
    reparented: false,
    alerts: [],
    children: [],
  };
}
