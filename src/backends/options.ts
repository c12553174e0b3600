import type { LineageMode } from '../match/lineage-mode.ts';
import type { Target } from './target.ts';

/** How rules are converted. */
export interface ConvertOptions {
  readonly target: Target;
  readonly lineage: LineageMode;
  /** Adds conditions that the term index can answer; the answer stays the same. */
  readonly optimize: boolean;
  /** Asks the built-in ASIM function, with its filtering parameters, in place of the workspace's own. */
  readonly builtInParser: boolean;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}
