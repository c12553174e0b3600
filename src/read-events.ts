import { type Diagnostic, report } from './diagnostic/diagnostic.ts';
import { type Demand, EVERYTHING } from './event/demand.ts';
import type { ProcessEvent } from './event/process-event.ts';
import type { Format, FormatCounts, OpenFormat } from './formats/format.ts';
import { formats } from './formats/registry.ts';
import { ParallelLines, type ParallelReading } from './jobs/parallel-lines.ts';
import { noCounts } from './jobs/piece-lines.ts';
import { FILE_PATIENCE, Lineage } from './lineage/lineage.ts';
import { LineSplitter } from './sources/lines.ts';
import { inputProblem, type LogSet } from './sources/log-set.ts';
import { type BytesRead, readBytes } from './sources/read-bytes.ts';

/** A file that was read: where, in which format, how much, and the times of its first and last record. */
export interface InputRead {
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly firstTime: number | undefined;
  readonly lastTime: number | undefined;
}

/** What a run over logs has counted so far. */
export interface ReadCounts {
  lines: number;
  records: number;
  skipped: number;
  blank: number;
  /** Records of events of another kind, where each line is an event. */
  others: number;
  lost: number;
  incomplete: number;
  events: number;
  unknownParents: number;
  evicted: number;
}

export interface ReadOptions {
  /** `auto`, or the name of a format. */
  readonly format: string;
  /** Dvc of events that do not name their host. */
  readonly host: string | undefined;
  /** User names by id, where they are known. */
  readonly users: ReadonlyMap<string, string>;
  /** What is asked of the events; by default every event is asked for, without its audit records. */
  readonly demand?: Demand;
  /** Whether an image is that of a server, whose workers may be inferred where the log does not show them. */
  readonly isServer?: (name: string, commandLine: string) => boolean;
  /** Set where workers look through logs of whole events; `onEvent` then gets the events that matter only. */
  readonly parallel?: ParallelReading;
  /** Whether inputs are hashed, for who tells which files were read; they are by default. */
  readonly hashed?: boolean;
  readonly onEvent: (event: ProcessEvent) => void;
  readonly onProblem: (problem: Diagnostic) => void;
  /** Called between chunks; awaited, so that a slow receiver slows the reading. */
  readonly onChunk?: (path: string, bytesOnDisk: number, counts: ReadCounts) => void | Promise<void>;
}

export interface ReadResult {
  readonly inputs: readonly InputRead[];
  readonly counts: ReadCounts;
  /** Whether some input could not be read. */
  readonly failed: boolean;
}

/** What Dvc holds where neither the records nor the user name the host. */
export const UNKNOWN_HOST = 'unknown';

/** Reads logs from start to end: bytes → lines → records → activities → events with lineage. */
export async function readEvents(sets: readonly LogSet[], options: ReadOptions): Promise<ReadResult> {
  const run = new Run(options);
  for (const set of sets) await run.log(set);
  run.lineage.end();
  return run.result();
}

class Run {
  readonly lineage: Lineage;
  readonly #options: ReadOptions;
  readonly #inputs: InputRead[] = [];
  readonly #done: FormatCounts[] = [];
  #events = 0;
  #saidRecords = false;
  #failed = false;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.lineage = new Lineage({
      patience: FILE_PATIENCE,
      ...(options.isServer === undefined ? {} : { isServer: options.isServer }),
      onEvent: (event) => {
        this.#events += 1;
        options.onEvent(event);
      },
    });
  }

  /** One log with its rotated parts. Records of one event may stand in two of the files. */
  async log(set: LogSet): Promise<void> {
    const log: OpenLog = { set, reader: undefined };
    for (const path of set.files) {
      const file: OpenFile = { path, splitter: undefined, bytes: 0 };
      try {
        await this.#file(file, log);
      } catch (error) {
        await this.#breakOff(file, log);
        this.#fail(
          error instanceof UnknownFormat
            ? report('input-unknown-format', undefined, { path })
            : inputProblem(path, error),
        );
      }
    }
    log.reader?.open.end();
    if (log.reader?.counts.unnamedHost === true && this.#options.host === undefined) {
      this.#options.onProblem(report('host-unknown', undefined, { path: set.name }));
    }
  }

  result(): ReadResult {
    return { inputs: this.#inputs, counts: this.#counts(), failed: this.#failed };
  }

  #fail(problem: Diagnostic): void {
    this.#failed = true;
    this.#options.onProblem(problem);
  }

  /** Starts to read a log in its format; undefined if the sample looks like none. */
  #open(sample: Buffer, log: OpenLog): Reader | undefined {
    const { format: name } = this.#options;
    const format = formats.find((each) => (name === 'auto' ? each.sniff(sample) : each.name === name));
    if (format === undefined) return undefined;
    this.#checkRecords(format, log.set.name);
    const open = this.#openAs(format, log.set.name);
    const isParallel = format.kind === 'events' && this.#options.parallel !== undefined;
    const counts = isParallel ? noCounts() : open.counts;
    this.#done.push(counts);
    return { format, open, counts };
  }

  /** Says once that what rules ask of audit records is not there. */
  #checkRecords({ name: format, tellsRecords }: Format, path: string): void {
    if (this.#saidRecords || tellsRecords || this.#options.demand?.auditRecords !== true) return;
    this.#saidRecords = true;
    this.#options.onProblem(report('records-not-told', undefined, { path, format }));
  }

  #openAs(format: Format, log: string): OpenFormat {
    const { host = UNKNOWN_HOST, users, demand = EVERYTHING, onEvent, onProblem } = this.#options;
    const options = { host, users, log, onProblem };
    switch (format.kind) {
      case 'activities':
        return format.open({
          ...options,
          auditRecords: demand.auditRecords,
          onActivity: (activity) => this.lineage.add(activity),
        });
      case 'events':
        return format.open({ ...options, demand, onEvent });
    }
  }

  async #file(file: OpenFile, log: OpenLog): Promise<void> {
    file.splitter = this.#splitter(file.path, log.reader);
    let held: Buffer = Buffer.alloc(0);
    const onChunk = (chunk: Buffer, bytesOnDisk: number): void | Promise<void> => {
      let piece = chunk;
      if (file.splitter === undefined) {
        held = Buffer.concat([held, chunk]);
        log.reader = this.#open(held, log);
        file.splitter = this.#splitter(file.path, log.reader);
        if (file.splitter === undefined && held.length < SAMPLE) return;
        piece = held;
      }
      if (file.splitter === undefined) throw new UnknownFormat();
      file.bytes = bytesOnDisk;
      const pushed = file.splitter.push(piece);
      const told = () => this.#options.onChunk?.(file.path, bytesOnDisk, this.#counts());
      return pushed === undefined ? told() : pushed.then(told);
    };
    const read = await readBytes(file.path, onChunk, this.#options.hashed);
    if (file.splitter === undefined && held.length > 0) throw new UnknownFormat();
    await file.splitter?.end();
    this.#note(file, log, read);
  }

  #note(file: OpenFile, log: OpenLog, read: BytesRead): void {
    const { firstTime, lastTime } = file.splitter === undefined ? NO_TIMES : (log.reader?.counts ?? NO_TIMES);
    const format = log.reader?.format.name ?? formats[0]?.name ?? this.#options.format;
    this.#inputs.push({ path: file.path, format, ...read, firstTime, lastTime });
  }

  /** A file whose reading broke off is still an input: its whole lines were read, and may have given alerts. */
  async #breakOff(file: OpenFile, log: OpenLog): Promise<void> {
    if (file.splitter instanceof ParallelLines) await file.splitter.breakOff();
    if (file.splitter !== undefined) this.#note(file, log, { bytes: file.bytes, sha256: BROKEN_OFF });
  }

  #splitter(path: string, reader: Reader | undefined): LineSplitter | ParallelLines | undefined {
    if (reader === undefined) return undefined;
    const { format, open, counts } = reader;
    const { parallel } = this.#options;
    open.file(path);
    if (format.kind === 'events' && parallel !== undefined) {
      counts.firstTime = undefined;
      counts.lastTime = undefined;
      return new ParallelLines(format.name, open, counts, parallel);
    }
    return new LineSplitter(
      (buffer, start, end, place) => open.line(buffer, start, end, place),
      (bytes, place) => open.longLine(bytes, place),
    );
  }

  #counts(): ReadCounts {
    const sum = (pick: (counts: FormatCounts) => number): number =>
      this.#done.reduce((total, each) => total + pick(each), 0);
    return {
      lines: sum((each) => each.lines),
      records: sum((each) => each.records),
      skipped: sum((each) => each.skipped),
      blank: sum((each) => each.blank),
      others: sum((each) => each.others),
      lost: sum((each) => each.lost),
      incomplete: sum((each) => each.incomplete),
      events: this.#events + sum((each) => each.events),
      unknownParents: this.lineage.unknownParents + sum((each) => each.unknownParents),
      evicted: this.lineage.evicted,
    };
  }
}

/** So much of a log is looked at, at most, to tell its format. */
const SAMPLE = 64 * 1024;

interface Reader {
  readonly format: Format;
  readonly open: OpenFormat;
  /** What was counted of all lines, also of those that only workers have looked at. */
  readonly counts: FormatCounts;
}

/** Stands for the hash of a file that could not be read to its end. */
const BROKEN_OFF = 'not known: the file could not be read to its end';

/** A file that is being read: its lines, as soon as its format is known, and how much of it was read. */
interface OpenFile {
  readonly path: string;
  splitter: LineSplitter | ParallelLines | undefined;
  bytes: number;
}

/** A log that is being read; its reader is there as soon as the content has shown its format. */
interface OpenLog {
  readonly set: LogSet;
  reader: Reader | undefined;
}

/** Nothing was read of an empty file. */
const NO_TIMES = { firstTime: undefined, lastTime: undefined };

/** Ends the reading of a file that looks like no format. */
class UnknownFormat extends Error {}
