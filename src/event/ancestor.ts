import type { ProcessNode } from './process-node.ts';

/** One ancestor as it is stored in AdditionalFields.Ancestors and printed in an alert's `lineage`. */
export interface Ancestor {
  readonly pid: string;
  readonly name?: string;
  readonly commandLine?: string;
  /** Not determined by the records; `reason` says what it was concluded from. */
  readonly inferred?: true;
  readonly reason?: string;
  /** The parent by birth: it had ended, or given the child away, when the child ran. */
  readonly reparented?: true;
}

const NEAREST = 24;
const OLDEST = 8;

/** The most ancestors that are stored with an event: the nearest and the oldest; those between are left out. */
export const MAX_ANCESTORS = NEAREST + OLDEST;

const lists = new WeakMap<ProcessNode, readonly Ancestor[]>();

/** A process and the chain above it, nearest first. The list is shared between the children of the process. */
export function lineageFrom(node: ProcessNode): readonly Ancestor[] {
  const known = lists.get(node);
  if (known !== undefined) return known;
  const above = node.parent === undefined ? [] : lineageFrom(node.parent);
  const kept = above.length < MAX_ANCESTORS ? above : [...above.slice(0, NEAREST - 1), ...above.slice(-OLDEST)];
  const list = [ancestorOf(node), ...kept];
  lists.set(node, list);
  return list;
}

function ancestorOf(node: ProcessNode): Ancestor {
  return {
    pid: node.pid,
    ...(node.name === undefined ? {} : { name: node.name }),
    ...(node.commandLine === undefined ? {} : { commandLine: node.commandLine }),
    ...(node.inferred === true ? { inferred: true as const } : {}),
    ...(node.reason === undefined ? {} : { reason: node.reason }),
  };
}
