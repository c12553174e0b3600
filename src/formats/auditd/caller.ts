import type { Fields } from './fields.ts';
import { type Call, callOf } from './syscalls.ts';

/** What a SYSCALL record says of the process that made the call. What is absent or `(null)` is undefined. */
export interface Caller {
  readonly call: Call;
  readonly succeeded: boolean;
  readonly exit: number | undefined;
  /** The call's first argument: clone's flags. */
  readonly flags: string | undefined;
  readonly pid: number | undefined;
  readonly ppid: number;
  /** Image; links are resolved. In a failed execution the caller's. */
  readonly exe: string | undefined;
  readonly comm: string | undefined;
  readonly uid: string | undefined;
  readonly euid: string | undefined;
  readonly auid: string | undefined;
  readonly session: string | undefined;
  readonly tty: string | undefined;
  readonly key: string | undefined;
  readonly subject: string | undefined;
  /** auditd's own translations of the user ids. */
  readonly uidName: string | undefined;
  readonly euidName: string | undefined;
  readonly auidName: string | undefined;
}

/** Reads the fields of a SYSCALL record; where a name comes twice, the first counts. */
export function readCaller(fields: Fields): Caller {
  const found = new Found();
  while (fields.next()) take(fields, found);
  found.call = callOf(found.arch, found.number, found.callName);
  return found;
}

/** The caller while its record is read. */
class Found implements Caller {
  call: Call = NO_CALL;
  succeeded = false;
  exit: number | undefined;
  flags: string | undefined;
  pid: number | undefined;
  ppid = 0;
  exe: string | undefined;
  comm: string | undefined;
  uid: string | undefined;
  euid: string | undefined;
  auid: string | undefined;
  session: string | undefined;
  tty: string | undefined;
  key: string | undefined;
  subject: string | undefined;
  uidName: string | undefined;
  euidName: string | undefined;
  auidName: string | undefined;
  arch: string | undefined;
  number: string | undefined;
  callName: string | undefined;
}

const NO_CALL: Call = { kind: 'other', name: undefined, architecture: undefined };

function take(fields: Fields, found: Found): void {
  switch (fields.name) {
    case 'arch':
      found.arch ??= fields.word;
      return;
    case 'syscall':
      found.number ??= fields.word;
      return;
    case 'success':
      found.succeeded ||= fields.raw === 'yes';
      return;
    case 'exit':
      found.exit ??= fields.integer;
      return;
    case 'a0':
      found.flags ??= fields.word;
      return;
    case 'pid':
      found.pid ??= fields.decimal;
      return;
    case 'ppid':
      found.ppid ||= fields.decimal ?? 0;
      return;
    case 'uid':
      found.uid ??= idOf(fields);
      return;
    case 'euid':
      found.euid ??= idOf(fields);
      return;
    case 'auid':
      found.auid ??= assigned(idOf(fields));
      return;
    case 'ses':
      found.session ??= assigned(idOf(fields));
      return;
    case 'tty':
      found.tty ??= present(fields.word);
      return;
    case 'comm':
      found.comm ??= fields.text;
      return;
    case 'exe':
      found.exe ??= fields.text;
      return;
    case 'subj':
      found.subject ??= present(fields.word);
      return;
    case 'key':
      found.key ??= keysOf(fields.text);
      return;
    case 'SYSCALL':
      found.callName ??= fields.word;
      return;
    case 'UID':
      found.uidName ??= named(fields.word);
      return;
    case 'EUID':
      found.euidName ??= named(fields.word);
      return;
    case 'AUID':
      found.auidName ??= named(fields.word);
  }
}

/** A user or session id as written: up to ten digits. */
function idOf(fields: Fields): string | undefined {
  const { buffer, start, end } = fields;
  const first = buffer[start] === MINUS ? start + 1 : start;
  if (end <= first || end - first > 10) return undefined;
  for (let at = first; at < end; at += 1) {
    const byte = buffer[at] ?? 0;
    if (byte < ZERO || byte > NINE) return undefined;
  }
  return fields.raw;
}

const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** 4294967295 (-1) stands for "none" in login ids and sessions. */
function assigned(id: string | undefined): string | undefined {
  return id === '4294967295' || id === '-1' ? undefined : id;
}

function present(text: string | undefined): string | undefined {
  return text === undefined || text === '(none)' || text === '?' ? undefined : text;
}

/** Several keys of rules are joined by 0x01. */
function keysOf(text: string | undefined): string | undefined {
  return text?.includes('\x01') === true ? text.replaceAll('\x01', ',') : text;
}

function named(name: string | undefined): string | undefined {
  return name === undefined || name === 'unset' || name.startsWith('unknown(') ? undefined : name;
}
