import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Activity } from '../event/activity.ts';
import type { LinePlace } from '../sources/lines.ts';

/** A kind of input: a folder of its own under `formats/` and a line in `registry.ts`. */
export interface Format {
  /** As named by `--format`. */
  readonly name: string;
  readonly description: string;
  /** Whether the first bytes of a file look like this format. */
  sniff(sample: Buffer): boolean;
  /** Starts to read one log (with its rotated parts). */
  open(options: FormatOptions): OpenFormat;
}

export interface FormatOptions {
  /** Dvc of events whose records do not name their host. */
  readonly host: string;
  /** Names of user ids, for logs that hold numbers only. */
  readonly users: ReadonlyMap<string, string>;
  /** Whether executions bring the fields of all their records, for rules that ask for them. */
  readonly auditRecords?: boolean;
  /** Tells the process tables of logs without a host name apart. */
  readonly log: string;
  /** Called for each activity, in order of time as far as the reorder window allows. */
  readonly onActivity: (activity: Activity) => void;
  readonly onProblem: (problem: Diagnostic) => void;
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
