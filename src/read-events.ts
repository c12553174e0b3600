import { open } from 'node:fs/promises';
import { gunzipSync, constants as zlib } from 'node:zlib';
import { type Diagnostic, report } from './diagnostic/diagnostic.ts';
import type { ProcessEvent } from './event/process-event.ts';
import type { Format, FormatCounts, OpenFormat } from './formats/format.ts';
import { formats } from './formats/registry.ts';
import { FILE_PATIENCE, Lineage } from './lineage/lineage.ts';
import { LineSplitter } from './sources/lines.ts';
import { inputProblem, type LogSet } from './sources/log-set.ts';
import { readBytes } from './sources/read-bytes.ts';

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
  /** Whether an image is that of a server, whose workers may be inferred where the log does not show them. */
  readonly isServer?: (name: string, commandLine: string) => boolean;
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
    let reader: { format: Format; open: OpenFormat } | undefined;
    for (const path of set.files) {
      try {
        reader ??= await this.#open(path, set);
        if (reader !== undefined) await this.#file(path, reader.format, reader.open);
      } catch (error) {
        this.#fail(inputProblem(path, error));
      }
    }
    reader?.open.end();
    if (reader?.open.counts.unnamedHost === true && this.#options.host === undefined) {
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

  async #open(path: string, set: LogSet): Promise<{ format: Format; open: OpenFormat } | undefined> {
    const format =
      this.#options.format === 'auto' ? await detect(path) : formats.find((each) => each.name === this.#options.format);
    if (format === undefined) {
      this.#fail(report('input-unknown-format', undefined, { path }));
      return undefined;
    }
    const reader = format.open({
      host: this.#options.host ?? UNKNOWN_HOST,
      users: this.#options.users,
      log: set.name,
      onActivity: (activity) => this.lineage.add(activity),
      onProblem: this.#options.onProblem,
    });
    this.#done.push(reader.counts);
    return { format, open: reader };
  }

  async #file(path: string, format: Format, reader: OpenFormat): Promise<void> {
    reader.file(path);
    const splitter = new LineSplitter(
      (buffer, start, end, place) => reader.line(buffer, start, end, place),
      (bytes, place) => reader.longLine(bytes, place),
    );
    const read = await readBytes(path, (chunk, bytesOnDisk) => {
      splitter.push(chunk);
      return this.#options.onChunk?.(path, bytesOnDisk, this.#counts());
    });
    splitter.end();
    const { firstTime, lastTime } = reader.counts;
    this.#inputs.push({ path, format: format.name, ...read, firstTime, lastTime });
  }

  #counts(): ReadCounts {
    const sum = (pick: (counts: FormatCounts) => number): number =>
      this.#done.reduce((total, each) => total + pick(each), 0);
    return {
      lines: sum((each) => each.lines),
      records: sum((each) => each.records),
      skipped: sum((each) => each.skipped),
      blank: sum((each) => each.blank),
      lost: sum((each) => each.lost),
      incomplete: sum((each) => each.incomplete),
      events: this.#events,
      unknownParents: this.lineage.unknownParents,
      evicted: this.lineage.evicted,
    };
  }
}

const SAMPLE = 64 * 1024;

/** The format that a file's first bytes look like. Standard input can't be read twice: it is taken as the first format. */
async function detect(path: string): Promise<Format | undefined> {
  if (path === '-') return formats[0];
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0);
    if (bytesRead === 0) return formats[0];
    const sample = unpacked(buffer.subarray(0, bytesRead));
    return formats.find((format) => format.sniff(sample));
  } finally {
    await file.close();
  }
}

function unpacked(sample: Buffer): Buffer {
  if (sample[0] !== 0x1f || sample[1] !== 0x8b) return sample;
  try {
    return gunzipSync(sample, { finishFlush: zlib.Z_SYNC_FLUSH });
  } catch {
    return sample;
  }
}
