import type { ProcessNode } from '../event/process-node.ts';

/** A chain above a process that grows beyond this is shortened, so that endless forking can't fill the memory. */
const LONGEST = 128;
const NEAREST = 48;
const OLDEST = 16;

const depths = new WeakMap<ProcessNode, number>();

/** The parent for a new node: the node itself, or a copy of its chain with the middle left out if it is too long. */
export function bounded(parent: ProcessNode | undefined): ProcessNode | undefined {
  if (parent === undefined || depthOf(parent) < LONGEST) return parent;
  const chain: ProcessNode[] = [];
  for (let node: ProcessNode | undefined = parent; node !== undefined; node = node.parent) chain.push(node);
  const kept = [...chain.slice(0, NEAREST), ...chain.slice(-OLDEST)];
  return kept.reduceRight<ProcessNode | undefined>((above, node) => ({ ...node, parent: above }), undefined);
}

function depthOf(node: ProcessNode): number {
  let depth = depths.get(node);
  if (depth === undefined) {
    depth = node.parent === undefined ? 1 : depthOf(node.parent) + 1;
    depths.set(node, depth);
  }
  return depth;
}
