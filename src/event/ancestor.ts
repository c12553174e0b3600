import type { ProcessNode } from './process-event.ts';

/** One ancestor as it is stored in AdditionalFields.Ancestors and printed in an alert's `lineage`. */
export interface Ancestor {
  readonly pid: string;
  readonly name?: string;
  readonly commandLine?: string;
  readonly inferred?: true;
  readonly reason?: string;
  readonly reparented?: true;
}

/** The most ancestors that are stored with an event; a longer chain is cut at the far end. */
export const MAX_ANCESTORS = 32;

/** The chain above a process, nearest first. Images of the same pid that replaced each other count one by one. */
export function ancestorsOf(process: ProcessNode): Ancestor[] {
  const ancestors: Ancestor[] = [];
  for (let node = process.parent; node !== undefined && ancestors.length < MAX_ANCESTORS; node = node.parent) {
    ancestors.push(ancestorOf(node));
  }
  return ancestors;
}

function ancestorOf(node: ProcessNode): Ancestor {
  return {
    pid: node.pid,
    ...(node.name === undefined ? {} : { name: node.name }),
    ...(node.commandLine === undefined ? {} : { commandLine: node.commandLine }),
    ...(node.inferred ? { inferred: true as const } : {}),
    ...(node.reason === undefined ? {} : { reason: node.reason }),
    ...(node.reparented ? { reparented: true as const } : {}),
  };
}
