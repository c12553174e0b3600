import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Origin } from '../../event/origin.ts';
import type { ProcessEvent } from '../../event/process-event.ts';
import { type LinePlace, MAX_LINE } from '../../sources/lines.ts';
import type { EventOptions, FormatCounts, OpenFormat } from '../format.ts';
import type { LineScreen } from '../ndjson/line-screen.ts';

/** What a line turned out to be. */
export type Reading =
  | { readonly kind: 'event'; readonly event: ProcessEvent; readonly namesHost: boolean }
  /** An event of another kind than process creation. */
  | { readonly kind: 'other' }
  /** `at` of the problem is the line. */
  | { readonly kind: 'unusable'; readonly problem: Diagnostic };

/** Reads one line, which is not blank. `origin` is where it stands. */
export type ReadLine = (text: string, origin: Origin) => Reading;

/** Reads one log whose lines are whole events. A format says what a line is; this counts, places and gives. */
export class StructuredLog implements OpenFormat {
  readonly counts: FormatCounts = {
    lines: 0,
    records: 0,
    skipped: 0,
    blank: 0,
    events: 0,
    others: 0,
    unknownParents: 0,
    lost: 0,
    incomplete: 0,
    unnamedHost: false,
    firstTime: undefined,
    lastTime: undefined,
  };
  readonly #options: EventOptions;
  readonly #read: ReadLine;
  readonly #screen: LineScreen | undefined;
  #file = '';

  /** @param screen tells of lines in place that nobody asks for their events */
  constructor(options: EventOptions, read: ReadLine, screen?: LineScreen) {
    this.#options = options;
    this.#read = read;
    this.#screen = screen;
  }

  file(path: string): void {
    this.#file = path;
    this.counts.firstTime = undefined;
    this.counts.lastTime = undefined;
  }

  line(buffer: Buffer, start: number, end: number, place: LinePlace): void {
    this.counts.lines += 1;
    const from = place.offset === 0 && hasMark(buffer, start, end) ? start + MARK.length : start;
    if (isBlank(buffer, from, end)) this.counts.blank += 1;
    else if (this.#screen?.dismisses(buffer, from, end) === true) this.#dismiss(this.#screen);
    else this.#take(this.#read(buffer.toString('utf8', from, end), this.#origin(place)));
  }

  longLine(bytes: number, place: LinePlace): void {
    this.counts.lines += 1;
    this.counts.skipped += 1;
    const at = { source: this.#file, line: place.line };
    this.#options.onProblem(report('line-too-long', at, { bytes, limit: MAX_LINE }));
  }

  end(): void {
    // Every line was given when it was read.
  }

  #origin({ offset, line }: LinePlace): Origin {
    return { source: this.#file, offset, line };
  }

  #take(reading: Reading): void {
    switch (reading.kind) {
      case 'other':
        this.counts.records += 1;
        this.counts.others += 1;
        break;
      case 'unusable':
        this.counts.skipped += 1;
        this.#options.onProblem(reading.problem);
        break;
      case 'event':
        this.#event(reading.event, reading.namesHost);
        break;
    }
  }

  #event(event: ProcessEvent, namesHost: boolean): void {
    this.#count(event.time, namesHost, event.columns.ActingProcessName !== undefined);
    this.#options.onEvent(event);
  }

  #dismiss({ time, namesHost, namesParent }: LineScreen): void {
    this.#count(time, namesHost, namesParent);
  }

  #count(time: number, namesHost: boolean, namesParent: boolean): void {
    const { counts } = this;
    counts.records += 1;
    counts.events += 1;
    if (!namesHost) counts.unnamedHost = true;
    if (!namesParent) counts.unknownParents += 1;
    if (counts.firstTime === undefined || time < counts.firstTime) counts.firstTime = time;
    if (counts.lastTime === undefined || time > counts.lastTime) counts.lastTime = time;
  }
}

/** The byte order mark that some programs write at the start of a file. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function hasMark(buffer: Buffer, start: number, end: number): boolean {
  return end - start >= MARK.length && MARK.every((byte, index) => buffer[start + index] === byte);
}

function isBlank(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = buffer[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
