import type { Origin } from './origin.ts';
import type { AdditionalFields, AsimColumns } from './process-event.ts';

/** Columns that a format fills by itself. Who the acting process and its parent are is the lineage's to say. */
export type DraftColumns = Omit<AsimColumns, `ActingProcess${string}` | `ParentProcess${string}` | 'AdditionalFields'>;

interface ActivityBase {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly uid: string;
  /** Key of the process table: the host, or the log where the host is unknown. */
  readonly host: string;
  readonly pid: number;
  /** The parent's pid as the kernel reports it; 0 where unknown. */
  readonly ppid: number;
}

/** What a source tells about processes, in order of event time. Formats give these; the lineage reads them. */
export type Activity = Execution | Fork | Sighting;

/** A program was started: this becomes a ProcessEvent. */
export interface Execution extends ActivityBase {
  readonly kind: 'execution';
  readonly columns: DraftColumns;
  readonly additional: Omit<AdditionalFields, 'Ancestors' | 'ActingProcessEvidence'>;
  readonly origin: Origin;
}

/** `pid`, running `image`, made the process (or thread) `child`. */
export interface Fork extends ActivityBase {
  readonly kind: 'fork';
  readonly image: string | undefined;
  /** The command line of `pid`, perhaps cut; undefined where the source does not tell it reliably. */
  readonly commandLine: string | undefined;
  readonly child: number;
}

/** `pid` is seen running `image`: a failed execution (the caller's image) or another system call. */
export interface Sighting extends ActivityBase {
  readonly kind: 'sighting';
  readonly image: string;
  /** As for a fork. */
  readonly commandLine: string | undefined;
  /** Whether it is a failed execution. */
  readonly execution: boolean;
}
