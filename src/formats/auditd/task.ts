import { decimal, ENRICHMENT, enriched, rawField, untrusted, word } from './fields.ts';
import { type Call, callOf } from './syscalls.ts';
import { textOf } from './text.ts';

/** What a SYSCALL record says of the process that made the call. Absent is undefined, `(null)` is null. */
export interface Task {
  readonly call: Call;
  readonly succeeded: boolean;
  readonly exit: number | undefined;
  readonly flags: string | undefined;
  readonly pid: number;
  readonly ppid: number;
  /** Image; links are resolved. In a failed execution the caller's. */
  readonly exe: string | undefined;
}

/** Reads the part of a SYSCALL record that every event needs; undefined if it names no process. */
export function taskOf(record: string): Task | undefined {
  const call = callOfRecord(record);
  const pid = decimal(record, ' pid=');
  if (pid === undefined) return undefined;
  return {
    call,
    succeeded: word(record, ' success=') === 'yes',
    exit: exitOf(record),
    flags: call.kind === 'clone' ? (word(record, ' a0=') ?? undefined) : undefined,
    pid,
    ppid: decimal(record, ' ppid=') ?? 0,
    exe: decodedText(record, ' exe='),
  };
}

/** The system call that a SYSCALL record is about. */
export function callOfRecord(record: string): Call {
  return callOf(
    word(record, ' arch=') ?? undefined,
    word(record, ' syscall=') ?? undefined,
    enriched(record, 'SYSCALL', translations(record)),
  );
}

function exitOf(record: string): number | undefined {
  const text = word(record, ' exit=');
  return typeof text === 'string' && /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** Users, session and the like, read only for executions. */
export interface Credentials {
  readonly uid: string | undefined;
  readonly euid: string | undefined;
  readonly auid: string | undefined;
  readonly session: string | undefined;
  readonly tty: string | undefined;
  readonly comm: string | undefined;
  readonly key: string | undefined;
  readonly subject: string | undefined;
  readonly names: { readonly uid?: string; readonly euid?: string; readonly auid?: string };
}

export function credentialsOf(record: string, users: ReadonlyMap<string, string>): Credentials {
  const tail = translations(record);
  const uid = numeric(record, ' uid=');
  const euid = numeric(record, ' euid=');
  const auid = assigned(numeric(record, ' auid='));
  return {
    uid,
    euid,
    auid,
    session: assigned(numeric(record, ' ses=')),
    tty: present(decodedText(record, ' tty=')),
    comm: decodedText(record, ' comm='),
    key: decodedText(record, ' key=')?.replaceAll('\x01', ','),
    subject: present(word(record, ' subj=') ?? undefined),
    names: {
      ...named('uid', uid, enriched(record, 'UID', tail), users),
      ...named('euid', euid, enriched(record, 'EUID', tail), users),
      ...named('auid', auid, enriched(record, 'AUID', tail), users),
    },
  };
}

/** Offset of auditd's translations in an ENRICHED record, also where a forwarder dropped or replaced 0x1D; else -1. */
function translations(record: string): number {
  const separator = record.lastIndexOf(ENRICHMENT);
  return separator >= 0 ? separator + 1 : record.lastIndexOf('ARCH=');
}

/** 4294967295 (-1) stands for "none" in login ids and sessions. */
function assigned(id: string | undefined): string | undefined {
  return id === '4294967295' || id === '-1' ? undefined : id;
}

function numeric(record: string, key: string): string | undefined {
  const text = word(record, key);
  if (text === 'unset') return undefined;
  return typeof text === 'string' && /^-?\d{1,10}$/.test(text) ? text : undefined;
}

function present(text: string | undefined): string | undefined {
  return text === undefined || text === '(none)' || text === '?' ? undefined : text;
}

function named<K extends string>(
  key: K,
  id: string | undefined,
  translated: string | undefined,
  users: ReadonlyMap<string, string>,
): { readonly [P in K]?: string } {
  const name = id === undefined ? undefined : translated !== undefined ? textOf(translated) : users.get(id);
  if (name === undefined || name === 'unset' || /^unknown\(/.test(name)) return {};
  return { [key]: name } as { readonly [P in K]?: string };
}

/** The decoded text of a field that the kernel quotes or writes in hexadecimal; undefined if absent or null. */
export function decodedText(record: string, key: string): string | undefined {
  const bytes = untrusted(rawField(record, key));
  return bytes === undefined || bytes === null ? undefined : textOf(bytes);
}
