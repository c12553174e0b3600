import type { Ancestor } from './ancestor.ts';
import { MAX_ANCESTORS, type ProcessNode } from './process-node.ts';

/**
 * What an event's columns don't tell of one of its processes, and incidents need: `normalize` writes a list of them beside
 * the columns, of the new process and then of each in AdditionalFields.Ancestors.
 */
export interface ProcessMark {
  readonly key: string;
  /** RFC 3339 of its execution, where that was recorded. */
  readonly started?: string;
  /** The process itself, where the chain is longer than the list of ancestors. */
  readonly node?: Ancestor;
}

export function processMarks(process: ProcessNode): readonly ProcessMark[] {
  const isCut = process.depth - 1 > MAX_ANCESTORS;
  const marks: ProcessMark[] = [];
  for (let node: ProcessNode | undefined = process; node !== undefined; node = node.parent)
    marks.push({
      key: node.key,
      ...(node.started === undefined ? {} : { started: node.started }),
      ...(isCut && node !== process ? { node: ancestorOf(node) } : {}),
    });
  return marks;
}

function ancestorOf({ pid, name, commandLine, inference }: ProcessNode): Ancestor {
  return {
    pid,
    ...(name === undefined ? {} : { name }),
    ...(commandLine === undefined ? {} : { commandLine }),
    ...(inference === undefined ? {} : { inferred: true as const, reason: inference }),
  };
}
