import type { Span } from '../diagnostic/source-text.ts';
import type { LogSource } from './ir.ts';
import { isOurs } from './logsource.ts';
import { changedLogSource } from './pipelines/apply.ts';
import type { Pipeline } from './pipelines/pipeline.ts';
import type { Problems } from './problems.ts';

/** Values for placeholders (`%name%`) by name; each may hold wildcards. */
export type Placeholders = ReadonlyMap<string, readonly string[]>;

/** The most values that modifiers may make of those in one file, so that a small file cannot stand for a huge rule. */
export const MAX_VARIANTS = 100_000;

export interface LoadOptions {
  /** Also use rules and filters of log sources that are not ours: to look at them, not to run them. */
  readonly anyLogSource?: boolean;
  /** What `expand` puts in the place of placeholders. A rule that names another one is not used. */
  readonly placeholders?: Placeholders;
  /** What changes rules, and the log sources that they are used for. */
  readonly pipelines?: readonly Pipeline[];
}

/** What reading rules needs beside their text. One serves a whole file. */
export class Context {
  readonly problems: Problems;
  readonly anyLogSource: boolean;
  readonly placeholders: Placeholders;
  readonly pipelines: readonly Pipeline[];
  #variants = 0;
  #isTold = false;

  constructor(
    problems: Problems,
    { anyLogSource = false, placeholders = new Map(), pipelines = [] }: LoadOptions = {},
  ) {
    this.problems = problems;
    this.anyLogSource = anyLogSource;
    this.placeholders = placeholders;
    this.pipelines = pipelines;
  }

  /** Whether rules of a log source are used: it is ours, or pipelines make it so. */
  uses(logsource: LogSource): boolean {
    return this.anyLogSource || isOurs(changedLogSource(logsource, this.pipelines));
  }

  /** A new detection item is read: what is told once of an item may be told again. */
  startItem(): void {
    this.#isTold = false;
  }

  /** Counts values that a modifier is about to make; false, told once of an item, if they are too many. */
  allows(variants: number, modifier: string, at: Span): boolean {
    if (this.#variants + variants <= MAX_VARIANTS) {
      this.#variants += variants;
      return true;
    }
    if (!this.#isTold) this.problems.add('sigma-too-many-variants', at, { modifier });
    this.#isTold = true;
    return false;
  }
}
