import type { DraftColumns, Execution } from '../../event/activity.ts';
import type { AdditionalFields } from '../../event/process-event.ts';
import { rfc3339 } from '../rfc3339.ts';
import type { ArgumentList, FieldProblem } from './argv.ts';
import type { Caller } from './caller.ts';
import type { PendingEvent } from './pending.ts';
import { baseName, titleOf } from './proctitle.ts';
import { auditRecordsOf } from './records.ts';

/** Told of each field that could not be read, with the type of its record. */
export type OnFieldProblem = (record: string, problem: FieldProblem) => void;

/** The version of ASIM's Process Event schema that the columns follow. */
const SCHEMA_VERSION = '0.1.4';

/** A successful execve or execveat as an execution. */
export function executionOf(
  event: PendingEvent,
  caller: Caller,
  pid: number,
  host: { readonly key: string; readonly dvc: string },
  users: ReadonlyMap<string, string>,
  onProblem: OnFieldProblem,
): Execution {
  const command = commandOf(event, caller);
  for (const problem of command.argv?.problems ?? []) onProblem('EXECVE', problem);
  return {
    kind: 'execution',
    time: event.time,
    uid: event.uid,
    host: host.key,
    pid,
    ppid: caller.ppid,
    columns: columnsOf(event, caller, pid, host.dvc, command, users),
    additional: additionalOf(event, caller, command, users),
    origin: { source: event.source, offset: event.offset, line: event.line, serial: String(event.serial) },
  };
}

interface Command {
  readonly image: string;
  readonly line: string | undefined;
  readonly argv: ArgumentList | undefined;
  readonly fromProctitle: boolean;
}

function commandOf({ argv, invoked, proctitle }: PendingEvent, { exe, comm }: Caller): Command {
  const image = exe ?? invoked ?? comm ?? '';
  if (argv === undefined) {
    const title = titleOf(proctitle, [image, invoked, comm]);
    return { image, line: title, argv: undefined, fromProctitle: title !== undefined };
  }
  const list = argv.list();
  const line = list.texts.length === 1 ? list.texts[0] : list.texts.join(' ');
  return { image, line, argv: list, fromProctitle: false };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function columnsOf(
  event: PendingEvent,
  caller: Caller,
  pid: number,
  dvc: string,
  command: Command,
  users: ReadonlyMap<string, string>,
): DraftColumns {
  const time = rfc3339(event.time);
  const { image, line } = command;
  const columns: Mutable<DraftColumns> = {
    TimeGenerated: time,
    EventStartTime: time,
    EventEndTime: time,
    EventCount: 1,
    EventType: 'ProcessCreated',
    EventResult: 'Success',
    EventSchema: 'ProcessEvent',
    EventSchemaVersion: SCHEMA_VERSION,
    EventProduct: 'auditd',
    EventVendor: 'Linux',
    EventOriginalType: caller.call.name ?? 'execve',
    EventOriginalUid: event.uid,
    Dvc: dvc,
    DvcHostname: dvc,
    DvcOs: 'Linux',
    TargetProcessName: image,
    TargetProcessFilename: baseName(image),
    TargetProcessId: String(pid),
    TargetProcessCreationTime: time,
    Process: image,
  };
  if (line !== undefined) {
    columns.TargetProcessCommandLine = line;
    columns.CommandLine = line;
  }
  if (event.cwd !== undefined) columns.TargetProcessCurrentDirectory = event.cwd;
  addUsers(columns, caller, users);
  return columns;
}

/** The real user is the one who acts, the effective user the one whose rights the new program has. */
function addUsers(columns: Mutable<DraftColumns>, caller: Caller, users: ReadonlyMap<string, string>): void {
  const { uid, euid, session } = caller;
  const actor = caller.uidName ?? nameOf(uid, users);
  const target = caller.euidName ?? nameOf(euid, users);
  if (uid !== undefined) {
    columns.ActorUserId = uid;
    columns.ActorUserIdType = 'UID';
  }
  if (actor !== undefined) {
    columns.ActorUsername = actor;
    columns.ActorUsernameType = 'Simple';
  }
  if (session !== undefined) {
    columns.ActorSessionId = session;
    columns.TargetUserSessionId = session;
  }
  if (euid !== undefined) {
    columns.TargetUserId = euid;
    columns.TargetUserIdType = 'UID';
  }
  if (target !== undefined) {
    columns.TargetUsername = target;
    columns.TargetUsernameType = 'Simple';
    columns.User = target;
  }
}

function nameOf(id: string | undefined, users: ReadonlyMap<string, string>): string | undefined {
  return id === undefined ? undefined : users.get(id);
}

function additionalOf(
  event: PendingEvent,
  caller: Caller,
  { argv, fromProctitle }: Command,
  users: ReadonlyMap<string, string>,
): Execution['additional'] {
  const { call, comm, tty, key, subject, auid } = caller;
  const login = caller.auidName ?? nameOf(auid, users);
  const script = scriptOf(event.invoked, argv?.texts);
  const fields: Mutable<Omit<AdditionalFields, 'Ancestors'>> = {};
  if (argv !== undefined) {
    fields.Argv = argv.texts;
    if (argv.hex !== undefined) fields.ArgvHex = argv.hex;
    if (argv.missing > 0) fields.ArgvMissing = argv.missing;
  }
  if (fromProctitle) fields.CommandLineSource = 'proctitle';
  if (event.invoked !== undefined) fields.InvokedPath = event.invoked;
  if (script !== undefined) fields.Script = script;
  if (comm !== undefined) fields.Comm = comm;
  if (tty !== undefined) fields.Tty = tty;
  if (key !== undefined) fields.AuditKey = key;
  if (subject !== undefined) fields.Subject = subject;
  if (auid !== undefined) fields.LoginUserId = auid;
  if (login !== undefined) fields.LoginUsername = login;
  if (event.container !== undefined) fields.ContainerId = event.container;
  if (call.name !== undefined) fields.Syscall = call.name;
  if (call.architecture !== undefined) fields.Architecture = call.architecture;
  if (event.records !== undefined) {
    const list = argv && { texts: argv.texts, argc: event.argv?.argc ?? 0 };
    fields.AuditRecords = auditRecordsOf(event.records, list, caller, users);
  }
  return fields;
}

/**
 * For `#!` scripts the kernel puts the interpreter before the script's path, with at most one argument between. A
 * program that is merely given its own path as an argument has its own name before it.
 */
function scriptOf(invoked: string | undefined, argv: readonly string[] | undefined): string | undefined {
  if (invoked === undefined || invoked === '' || argv === undefined) return undefined;
  if (argv[1] !== invoked && argv[2] !== invoked) return undefined;
  return baseName(argv[0] ?? '') === baseName(invoked) ? undefined : invoked;
}
