import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Activity } from '../event/activity.ts';
import type { Demand } from '../event/demand.ts';
import type { ProcessEvent } from '../event/process-event.ts';
import type { LinePlace } from '../sources/lines.ts';

/**
 * A kind of input: a folder of its own under `formats/` and a line in `registry.ts`. Some tell what processes do, and the
 * lineage says who started whom; in others each line is a whole event that names its own parents.
 */
export type Format = ActivityFormat | EventFormat;

interface AnyFormat {
  /** As named by `--format`. */
  readonly name: string;
  readonly description: string;
  /** What its lines can tell, for `shellhound formats`. */
  readonly gives: string;
  /** Whether its events can bring the fields of their audit records, where they are asked for. */
  readonly tellsRecords: boolean;
  /** Whether the first bytes of a file look like this format. */
  sniff(sample: Buffer): boolean;
}

export interface ActivityFormat extends AnyFormat {
  readonly kind: 'activities';
  /** Starts to read one log (with its rotated parts). */
  open(options: ActivityOptions): OpenFormat;
}

export interface EventFormat extends AnyFormat {
  readonly kind: 'events';
  open(options: EventOptions): OpenFormat;
}

export interface LogOptions {
  /** Dvc of events whose records do not name their host. */
  readonly host: string;
  /** Names of user ids, for logs that hold numbers only. */
  readonly users: ReadonlyMap<string, string>;
  /** Tells the process tables of logs without a host name apart. */
  readonly log: string;
  readonly onProblem: (problem: Diagnostic) => void;
}

export interface ActivityOptions extends LogOptions {
  /** Whether executions bring the fields of all their records, for rules that ask for them. */
  readonly auditRecords?: boolean;
  /** Called for each activity, in order of time as far as the reorder window allows. */
  readonly onActivity: (activity: Activity) => void;
}

export interface EventOptions extends LogOptions {
  readonly demand: Demand;
  /** Called for each event that is asked for, in the order of the lines; those that are not are counted all the same. */
  readonly onEvent: (event: ProcessEvent) => void;
}

/** A log that is being read. Lines of a new file follow those of the file before. */
export interface OpenFormat {
  file(path: string): void;
  line(buffer: Buffer, start: number, end: number, place: LinePlace): void;
  longLine(bytes: number, place: LinePlace): void;
  /** After the last file: gives what is still held. */
  end(): void;
  readonly counts: FormatCounts;
}

export interface FormatCounts {
  /** All lines, and what they were: `lines` is the sum of the three others. */
  lines: number;
  records: number;
  skipped: number;
  blank: number;
  /** The records of an event format: process creations, and events of another kind. */
  events: number;
  others: number;
  /** Of the events of an event format those whose acting process has no name. */
  unknownParents: number;
  /** Events that the source's own numbering shows to be missing. */
  lost: number;
  /** Events that lack a part which they need. */
  incomplete: number;
  /** Whether some record did not name its host. */
  unnamedHost: boolean;
  /** Milliseconds since 1970 of the earliest and latest record; reset by `file`. */
  firstTime: number | undefined;
  lastTime: number | undefined;
}
