import type { Execution } from '../event/activity.ts';
import { ProcessNode } from '../event/process-node.ts';
import type { Process } from './process.ts';
import type { ProcessTable } from './process-table.ts';

/** Whether an image (path, command line) is that of a server. */
export type IsServer = (name: string, commandLine: string) => boolean;

/** A server makes its first workers right after its start: their pids follow its own, with no other process between. */
const NEAR = 64;

const REASON =
  "a worker of this server, by its pid, which follows the server's closely, the same session, and an account that root gave up its rights for";

/**
 * The likely worker behind an unknown parent. Where only executions are recorded, a pre-forking server's workers have no
 * record; but they are made right after a server that root started, in its session, and run under another account.
 * @returns a node that is marked as inferred, or undefined; no column of an event is ever filled from it.
 */
export function likelyParent(table: ProcessTable, execution: Execution, isServer: IsServer): ProcessNode | undefined {
  const { ppid, columns } = execution;
  if (columns.ActorUserId === undefined || columns.ActorUserId === '0' || table.get(ppid) !== undefined)
    return undefined;
  for (let pid = ppid - 1; pid > 1 && pid >= ppid - NEAR; pid -= 1) {
    const nearest = table.get(pid);
    if (nearest === undefined) continue;
    return isLikely(nearest, columns.TargetUserSessionId, isServer) ? workerOf(nearest, ppid) : undefined;
  }
  return undefined;
}

function isLikely(server: Process, session: string | undefined, isServer: IsServer): boolean {
  const { name, commandLine = '' } = server.node;
  const byRoot = server.evidence === 'exec' && server.user === '0' && server.session === session;
  return byRoot && name !== undefined && isServer(name, commandLine);
}

function workerOf({ node }: Process, ppid: number): ProcessNode {
  return ProcessNode.unknown(String(ppid)).with({
    name: node.name,
    commandLine: node.commandLine,
    parent: node,
    inference: REASON,
  });
}
