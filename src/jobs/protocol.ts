import type { RootPattern } from '../alerts/roots.ts';
import type { LineageMode } from '../match/lineage-mode.ts';
import type { Level } from '../sigma/ir.ts';

/** A rule, filter or pipeline file as text: each worker loads the rules by itself. */
export interface RuleText {
  readonly name: string;
  readonly text: string;
}

/** What a worker is started with. */
export interface JobSetup {
  readonly rules: readonly RuleText[];
  readonly pipelines: readonly RuleText[];
  readonly lineage: LineageMode;
  readonly level: Level;
  readonly since: number;
  readonly until: number;
  readonly roots: readonly RootPattern[];
  readonly host: string;
  readonly users: ReadonlyMap<string, string>;
}

/** A piece of a log that ends at a line's end, to be looked through. */
export interface Task {
  readonly format: string;
  /** Both threads have its memory; the worker reads it only, until it has told the result. To give it away takes longer. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  readonly length: number;
  /** Offset of the piece in the file. */
  readonly offset: number;
  /** Hosts on which something has matched since the last task of this worker. */
  readonly hosts: readonly string[];
}

/** Additive counts of a piece, and the times of its first and last event. */
export interface PieceCounts {
  readonly lines: number;
  readonly records: number;
  readonly skipped: number;
  readonly blank: number;
  readonly events: number;
  readonly others: number;
  readonly unknownParents: number;
  readonly incomplete: number;
  readonly lost: number;
  readonly unnamedHost: boolean;
  readonly firstTime: number | undefined;
  readonly lastTime: number | undefined;
}

/** What a worker says: once, that it has loaded the rules, and then the results of its tasks in their order. */
export type WorkerMessage = 'ready' | TaskResult;

export interface TaskResult {
  readonly counts: PieceCounts;
  /**
   * The lines that may matter, in fours: start and end in the piece, number in the piece counted from 0, and the place of
   * the event's key in `keys` if it matters only beside an alert with that key; -1 if it matters by itself, and less if it
   * may stand beside an alert of a parent with such a pid (`hashIn`).
   */
  readonly lines: Int32Array<ArrayBuffer>;
  /** Keys of incidents, as `keyOf` makes them. */
  readonly keys: readonly string[];
  /** Hosts whose events were dismissed because nothing had matched there, as far as the worker knew. */
  readonly dismissedHosts: readonly string[];
}
