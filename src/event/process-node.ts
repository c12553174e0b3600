/**
 * One image of one process: a new one at each execution, a copy at each recorded fork. `parent` is the image of the
 * process that made it, by birth. Nodes form the tree that incidents hang on.
 */
export interface ProcessNode {
  /** Unique on its host: the pid and the event that first showed the process; kept when the process executes again. */
  readonly key: string;
  readonly pid: string;
  readonly name: string | undefined;
  readonly commandLine: string | undefined;
  /** RFC 3339 of the execution; undefined where it was not recorded. */
  readonly started: string | undefined;
  readonly parent: ProcessNode | undefined;
  /** The likely, not the certain process; `reason` says why. */
  readonly inferred?: boolean;
  readonly reason?: string;
}
