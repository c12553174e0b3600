import type { ActingEvidence } from '../event/process-event.ts';
import type { ProcessNode } from '../event/process-node.ts';

/** A process as the table knows it. Its `node` is replaced at each execution; nodes are never changed once given out. */
export interface Process {
  readonly pid: number;
  readonly key: string;
  node: ProcessNode;
  evidence: ActingEvidence;
  /** The parent's pid in the process's latest record; 0 where unknown. */
  ppid: number;
  /** Position of the pid cursor when the process last showed that it lives. */
  seen: number;
  /** Whether it was seen to start a process. */
  hasChildren: boolean;
  /** Event time of its latest execution, milliseconds; undefined if none was recorded. */
  executed: number | undefined;
  /** Whether it showed a sign of life since the table last considered to drop it. */
  used: boolean;
  /** Account and session of its latest execution; undefined where unknown or unset. */
  user: string | undefined;
  session: string | undefined;
  /** Whether a fork record says who made it. */
  born: boolean;
}
