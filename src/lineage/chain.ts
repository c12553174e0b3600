import type { ProcessNode } from '../event/process-node.ts';

/** A chain above a process that grows beyond this is shortened, so that endless forking can't fill the memory. */
const LONGEST = 128;
const NEAREST = 48;
const OLDEST = 16;

/** The parent for a new node: the node itself, or a copy of its chain with the middle left out if it is too long. */
export function bounded(parent: ProcessNode | undefined): ProcessNode | undefined {
  if (parent === undefined || parent.depth < LONGEST) return parent;
  const chain: ProcessNode[] = [];
  for (let node: ProcessNode | undefined = parent; node !== undefined; node = node.parent) chain.push(node);
  const kept = [...chain.slice(0, NEAREST), ...chain.slice(-OLDEST)];
  return kept.reduceRight<ProcessNode | undefined>((above, node) => node.with({ parent: above }), undefined);
}
