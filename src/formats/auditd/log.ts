import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { type LinePlace, MAX_LINE } from '../../sources/lines.ts';
import type { ActivityOptions, FormatCounts, OpenFormat } from '../format.ts';
import { activityOf } from './activity.ts';
import { executionOf } from './execution.ts';
import { Fields } from './fields.ts';
import { type Header, newHeader, readHeader } from './header.ts';
import { type Host, Hosts } from './hosts.ts';
import { addRecord, EVENT_SIZE, type PendingEvent } from './pending.ts';
import type { Part } from './record-types.ts';
import { type KeptRecords, keepRecord } from './records.ts';
import { FILE_WINDOW, type ReorderWindow } from './reorder.ts';

/** Reads one audit log: joins records into events, orders them, and tells what each says about processes. */
export class AuditLog implements OpenFormat {
  readonly counts: FormatCounts;
  readonly #counts: Counts;
  readonly #options: ActivityOptions;
  readonly #hosts: Hosts;
  readonly #header: Header = newHeader();
  readonly #fields = new Fields();
  #file = '';
  #hostName: string | undefined;
  #host: Host | undefined;

  constructor(options: ActivityOptions, window: ReorderWindow = FILE_WINDOW) {
    this.#options = options;
    this.#hosts = new Hosts(window, (event, host) => this.#complete(event, host));
    this.#counts = new Counts(this.#hosts);
    this.counts = this.#counts;
  }

  file(path: string): void {
    this.#file = path;
    this.#counts.earliest = Number.POSITIVE_INFINITY;
    this.#counts.latest = Number.NEGATIVE_INFINITY;
  }

  line(buffer: Buffer, start: number, end: number, place: LinePlace): void {
    this.#counts.lines += 1;
    if (readHeader(buffer, start, end, this.#header)) this.#record(buffer, end, place);
    else if (isBlank(buffer, start, end)) this.#counts.blank += 1;
    else this.#skip(buffer, start, end, place);
  }

  longLine(bytes: number, place: LinePlace): void {
    this.#counts.lines += 1;
    this.#counts.skipped += 1;
    this.#options.onProblem(
      report('auditd-line-too-long', { source: this.#file, line: place.line }, { bytes, limit: MAX_LINE }),
    );
  }

  end(): void {
    this.#hosts.finish();
    this.#hostName = undefined;
    this.#host = undefined;
  }

  #skip(buffer: Buffer, start: number, end: number, place: LinePlace): void {
    this.#counts.skipped += 1;
    const excerpt = buffer.toString('utf8', start, Math.min(end, start + 160));
    this.#options.onProblem(
      report('auditd-not-a-record', { source: this.#file, line: place.line, column: 1, excerpt }, {}),
    );
  }

  #record(buffer: Buffer, end: number, place: LinePlace): void {
    const { kind, time, serial } = this.#header;
    this.#counts.records += 1;
    if (time < this.#counts.earliest) this.#counts.earliest = time;
    if (time > this.#counts.latest) this.#counts.latest = time;
    const host = this.#hostOf(this.#header.host);
    if (kind !== 'daemon') host.serials.add(serial, time);
    const before = host.queue.size;
    if (kind !== 'daemon' && kind !== 'other') this.#join(host, kind, buffer, end, place);
    this.#hosts.settle(host, before, this.#counts.lines);
  }

  #join(host: Host, part: Part, buffer: Buffer, end: number, place: LinePlace): void {
    const { time, serial, body } = this.#header;
    let event = host.queue.find(time, serial);
    if (event === undefined) {
      event = this.#begin(buffer, place);
      host.queue.add(event);
    }
    const before = event.size;
    this.#fields.open(buffer, body, end);
    addRecord(event, part, this.#fields);
    if (event.records !== undefined) this.#keep(event, event.records, part, buffer, end);
    host.queue.resize(event.size - before);
  }

  #keep(event: PendingEvent, records: KeptRecords, part: Part, buffer: Buffer, end: number): void {
    const before = records.size;
    this.#fields.open(buffer, this.#header.body, end);
    keepRecord(records, part, this.#fields);
    event.size += records.size - before;
  }

  #begin(buffer: Buffer, place: LinePlace): PendingEvent {
    const { time, serial, uidStart, uidEnd } = this.#header;
    return {
      time,
      serial,
      uid: buffer.toString('latin1', uidStart, uidEnd),
      firstLine: this.#counts.lines,
      source: this.#file,
      offset: place.offset,
      line: place.line,
      caller: undefined,
      argv: undefined,
      cwd: undefined,
      invoked: undefined,
      proctitle: undefined,
      container: undefined,
      records: this.#options.auditRecords === true ? { list: [], size: 0 } : undefined,
      size: EVENT_SIZE,
      closed: false,
      next: undefined,
    };
  }

  #hostOf(name: string): Host {
    if (this.#host !== undefined && name === this.#hostName) return this.#host;
    if (name === '') this.#counts.unnamedHost = true;
    const dvc = name === '' ? this.#options.host : name;
    this.#host = this.#hosts.get(name === '' ? `${dvc}\n${this.#options.log}` : name, dvc);
    this.#hostName = name;
    return this.#host;
  }

  #complete(event: PendingEvent, host: Host): void {
    const { caller } = event;
    if (caller?.pid === undefined) this.#withoutProcess(event);
    else if (caller.succeeded && (event.argv !== undefined || caller.call.kind === 'exec')) {
      const execution = executionOf(event, caller, caller.pid, host, this.#options.users, (record, problem) =>
        this.#problem(event, report('auditd-bad-field', undefined, { record, ...problem })),
      );
      this.#options.onActivity(execution);
      if (event.argv === undefined) this.#incomplete(event, 'its EXECVE record');
    } else {
      const activity = activityOf(event, caller, caller.pid, host.key);
      if (activity !== undefined) this.#options.onActivity(activity);
    }
  }

  /** Only of an execution is it known that a process is missing. */
  #withoutProcess(event: PendingEvent): void {
    if (event.argv === undefined) return;
    this.#incomplete(event, event.caller === undefined ? 'its SYSCALL record' : 'a readable pid in its SYSCALL record');
  }

  #incomplete(event: PendingEvent, missing: string): void {
    this.#counts.incomplete += 1;
    this.#problem(event, report('auditd-incomplete-event', undefined, { uid: event.uid, missing }));
  }

  #problem(event: PendingEvent, problem: Diagnostic): void {
    this.#options.onProblem({ ...problem, at: { source: event.source, line: event.line } });
  }
}

/** The counts as they are kept while reading: times as plain numbers, since they change with nearly every line. */
class Counts implements FormatCounts {
  lines = 0;
  records = 0;
  skipped = 0;
  blank = 0;
  incomplete = 0;
  /** Only event formats count these. */
  readonly events = 0;
  readonly others = 0;
  readonly unknownParents = 0;
  unnamedHost = false;
  earliest = Number.POSITIVE_INFINITY;
  latest = Number.NEGATIVE_INFINITY;
  readonly #hosts: Hosts;

  constructor(hosts: Hosts) {
    this.#hosts = hosts;
  }

  get lost(): number {
    return this.#hosts.lost;
  }

  get firstTime(): number | undefined {
    return this.earliest === Number.POSITIVE_INFINITY ? undefined : this.earliest;
  }

  get lastTime(): number | undefined {
    return this.latest === Number.NEGATIVE_INFINITY ? undefined : this.latest;
  }
}

function isBlank(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = buffer[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
