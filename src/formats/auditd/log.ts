import { report } from '../../diagnostic/diagnostic.ts';
import type { Activity } from '../../event/activity.ts';
import type { LinePlace } from '../../sources/lines.ts';
import { MAX_LINE } from '../../sources/lines.ts';
import type { FormatCounts, FormatOptions, OpenFormat } from '../format.ts';
import { executionOf, titleOf } from './execution.ts';
import { type Header, newHeader, readHeader } from './header.ts';
import { detached } from './intern.ts';
import { addRecord, closeEvent, PARTS, type Part, type PendingEvent } from './pending.ts';
import { FILE_WINDOW, ReorderQueue, type ReorderWindow } from './reorder.ts';
import { SerialCounter } from './serials.ts';
import { type CallKind, makesThread } from './syscalls.ts';
import { callOfRecord, decodedText, type Task, taskOf } from './task.ts';

interface Host {
  readonly key: string;
  readonly dvc: string;
  readonly queue: ReorderQueue;
  readonly serials: SerialCounter;
}

/** More hosts than this in one log: the one that was quiet longest is finished to make room. */
const MAX_HOSTS = 4096;

/** Reads one audit log: joins records into events, orders them, and tells what each says about processes. */
export class AuditLog implements OpenFormat {
  readonly counts: FormatCounts = {
    lines: 0,
    records: 0,
    skipped: 0,
    blank: 0,
    lost: 0,
    incomplete: 0,
    unnamedHost: false,
    firstTime: undefined,
    lastTime: undefined,
  };
  readonly #options: FormatOptions;
  readonly #window: ReorderWindow;
  readonly #hosts = new Map<string, Host>();
  readonly #header: Header = newHeader();
  #file = '';
  #lostBefore = 0;
  #lastHost: Host | undefined;

  constructor(options: FormatOptions, window: ReorderWindow = FILE_WINDOW) {
    this.#options = options;
    this.#window = window;
  }

  file(path: string): void {
    this.#file = path;
    this.counts.firstTime = undefined;
    this.counts.lastTime = undefined;
  }

  line(buffer: Buffer, start: number, end: number, place: LinePlace): void {
    this.counts.lines += 1;
    if (readHeader(buffer, start, end, this.#header)) this.#record(buffer, end, place);
    else if (isBlank(buffer, start, end)) this.counts.blank += 1;
    else this.#skip(buffer, start, end, place);
  }

  longLine(bytes: number, place: LinePlace): void {
    this.counts.lines += 1;
    this.counts.skipped += 1;
    this.#options.onProblem(
      report('auditd-line-too-long', { source: this.#file, line: place.line }, { bytes, limit: MAX_LINE }),
    );
  }

  end(): void {
    for (const host of this.#hosts.values()) this.#finish(host);
    this.#hosts.clear();
    this.#lastHost = undefined;
  }

  #skip(buffer: Buffer, start: number, end: number, place: LinePlace): void {
    this.counts.skipped += 1;
    const excerpt = buffer.toString('utf8', start, Math.min(end, start + 160));
    this.#options.onProblem(
      report('auditd-not-a-record', { source: this.#file, line: place.line, column: 1, excerpt }, {}),
    );
  }

  #record(buffer: Buffer, end: number, place: LinePlace): void {
    const { type, time, serial } = this.#header;
    this.counts.records += 1;
    if (this.counts.firstTime === undefined || time < this.counts.firstTime) this.counts.firstTime = time;
    if (this.counts.lastTime === undefined || time > this.counts.lastTime) this.counts.lastTime = time;
    const host = this.#host(this.#header.host);
    if (!isDaemons(type)) host.serials.add(serial, time);
    const part = PARTS.get(type);
    if (part !== undefined) this.#join(host, part, buffer, end, place);
    host.queue.advance(this.counts.lines);
  }

  #join(host: Host, part: Part, buffer: Buffer, end: number, place: LinePlace): void {
    const { time, serial, uidStart, uidEnd, body } = this.#header;
    const event = host.queue.find(time, serial, () => ({
      time,
      serial,
      uid: buffer.toString('latin1', uidStart, uidEnd),
      host: host.key,
      firstLine: this.counts.lines,
      origin: { source: this.#file, offset: place.offset, line: place.line },
      syscall: undefined,
      cwd: undefined,
      proctitle: undefined,
      container: undefined,
      execve: [],
      paths: [],
      size: 0,
      closed: false,
    }));
    if (event.closed && part !== 'proctitle') return;
    const before = event.size;
    addRecord(event, part, buffer.toString('latin1', body, end));
    if (part === 'syscall' && event.execve.length === 0 && !mayStartProcess(event.syscall ?? '')) closeEvent(event);
    host.queue.resize(event.size - before);
  }

  #host(name: string): Host {
    if (name === '') this.counts.unnamedHost = true;
    const dvc = name === '' ? this.#options.host : name;
    const key = name === '' ? `${dvc}\n${this.#options.log}` : name;
    if (this.#lastHost?.key === key) return this.#lastHost;
    const host = this.#hosts.get(key) ?? this.#newHost(key, dvc);
    this.#lastHost = host;
    return host;
  }

  #newHost(key: string, dvc: string): Host {
    if (this.#hosts.size >= MAX_HOSTS) {
      const [oldest] = this.#hosts.values();
      if (oldest !== undefined) {
        this.#finish(oldest);
        this.#hosts.delete(oldest.key);
      }
    }
    const host: Host = {
      key,
      dvc,
      queue: new ReorderQueue(this.#window, (event) => this.#complete(event, dvc)),
      serials: new SerialCounter(),
    };
    this.#hosts.set(key, host);
    return host;
  }

  #finish(host: Host): void {
    host.queue.flush();
    this.#lostBefore += host.serials.lost;
    this.counts.lost = this.#lostBefore;
  }

  #complete(event: PendingEvent, dvc: string): void {
    const task = event.syscall === undefined ? undefined : taskOf(event.syscall);
    if (event.syscall === undefined || task === undefined) this.#incomplete(event);
    else this.#tell(event, event.syscall, task, dvc);
  }

  #incomplete(event: PendingEvent): void {
    if (event.execve.length === 0) return;
    this.counts.incomplete += 1;
    const missing = event.syscall === undefined ? 'its SYSCALL record' : 'a readable pid in its SYSCALL record';
    this.#problemOf(event, report('auditd-incomplete-event', event.origin, { uid: event.uid, missing }));
  }

  #problemOf(event: PendingEvent, problem: ReturnType<typeof report>): void {
    this.#options.onProblem({ ...problem, at: { source: event.origin.source, line: event.origin.line } });
  }

  #tell(event: PendingEvent, syscall: string, task: Task, dvc: string): void {
    const kind: CallKind = event.execve.length > 0 ? 'exec' : task.call.kind;
    if (kind === 'exec' && task.succeeded) {
      const onProblem = (record: string, field: string, reason: string): void =>
        this.#problemOf(event, report('auditd-bad-field', event.origin, { record, field, reason }));
      this.#options.onActivity(executionOf(event, syscall, task, dvc, this.#options.users, onProblem));
      if (event.execve.length === 0) this.#noArguments(event);
      return;
    }
    const activity = otherActivity(event, task, kind);
    if (activity !== undefined) this.#options.onActivity(activity);
  }

  #noArguments(event: PendingEvent): void {
    this.counts.incomplete += 1;
    this.#problemOf(
      event,
      report('auditd-incomplete-event', event.origin, { uid: event.uid, missing: 'its EXECVE record' }),
    );
  }
}

/** A fork, or what a failed execution or another call shows of its process. */
function otherActivity(event: PendingEvent, task: Task, kind: CallKind): Activity | undefined {
  const { time, uid, host } = event;
  const { pid, ppid } = task;
  const exe = task.exe === undefined ? undefined : detached(withoutDeleted(task.exe));
  const commandLine = titleOf(event.proctitle, [exe, decodedText(event.syscall ?? '', ' comm=')]);
  const forks = (kind === 'fork' || (kind === 'clone' && !makesThread(task.flags))) && task.succeeded;
  if (forks && task.exit !== undefined && task.exit > 0) {
    return { kind: 'fork', time, uid, host, pid, ppid, image: exe, commandLine, child: task.exit };
  }
  return exe === undefined
    ? undefined
    : { kind: 'sighting', time, uid, host, pid, ppid, image: exe, commandLine, execution: kind === 'exec' };
}

const DELETED = ' (deleted)';

/** A running program whose file was replaced (by an update, say) still is the program at that path. */
function withoutDeleted(exe: string): string {
  return exe.endsWith(DELETED) && exe.startsWith('/') && !exe.startsWith('/memfd:')
    ? exe.slice(0, -DELETED.length)
    : exe;
}

/** Whether the other records of the event could matter: it is an exec, or a call that we can't name. */
function mayStartProcess(syscall: string): boolean {
  const call = callOfRecord(syscall);
  return call.kind === 'exec'
    ? syscall.includes(' success=yes')
    : call.name === undefined && call.architecture === undefined;
}

/** auditd numbers its own records (DAEMON_START, 1200 to 1299) by a count of its own. */
function isDaemons(type: string): boolean {
  return type.startsWith('DAEMON_') || /^12\d\d$/.test(type);
}

function isBlank(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = buffer[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
