import type { DraftColumns, Execution } from '../../event/activity.ts';
import type { AdditionalFields } from '../../event/process-event.ts';
import { type ArgumentList, argumentsOf } from './argv.ts';
import { rawField, untrusted, word } from './fields.ts';
import { detached } from './intern.ts';
import type { PendingEvent } from './pending.ts';
import { type Credentials, credentialsOf, decodedText, type Task } from './task.ts';
import { isUtf8, textOf } from './text.ts';

/** Told of each part of an event that could not be read. */
export type OnFieldProblem = (record: string, field: string, reason: string) => void;

/** The version of ASIM's Process Event schema that the columns follow. */
const SCHEMA_VERSION = '0.1.4';

/** A successful execve or execveat as an execution. `syscall` is the event's SYSCALL record, already read as `task`. */
export function executionOf(
  event: PendingEvent,
  syscall: string,
  task: Task,
  dvc: string,
  users: ReadonlyMap<string, string>,
  onProblem: OnFieldProblem,
): Execution {
  const who = credentialsOf(syscall, users);
  const command = commandOf(event, task, who, onProblem);
  return {
    kind: 'execution',
    time: event.time,
    uid: event.uid,
    host: event.host,
    pid: task.pid,
    ppid: task.ppid,
    columns: columnsOf(event, task, who, command, dvc),
    additional: additionalOf(event, task, who, command),
    origin: { ...event.origin, serial: String(event.serial) },
  };
}

interface Command {
  readonly image: string;
  readonly line: string | undefined;
  readonly directory: string | undefined;
  readonly argv: ArgumentList | undefined;
  readonly texts: readonly string[];
  readonly invoked: string | undefined;
  readonly fromProctitle: boolean;
}

function commandOf(event: PendingEvent, task: Task, who: Credentials, onProblem: OnFieldProblem): Command {
  const argv = event.execve.length === 0 ? undefined : argumentsOf(event.execve);
  for (const problem of argv?.problems ?? []) onProblem('EXECVE', problem.field, problem.reason);
  const invoked = invokedPath(event.paths);
  const image = detached(task.exe ?? invoked ?? who.comm ?? '');
  const texts = argv?.values.map(textOf) ?? [];
  const title = argv === undefined ? titleOf(event.proctitle, [image, invoked, who.comm]) : undefined;
  return {
    image,
    line: argv === undefined ? title : texts.length === 1 ? detached(texts[0] ?? '') : texts.join(' '),
    directory: event.cwd === undefined ? undefined : decodedText(event.cwd, ' cwd='),
    argv,
    texts,
    invoked,
    fromProctitle: title !== undefined,
  };
}

function columnsOf(event: PendingEvent, task: Task, who: Credentials, command: Command, dvc: string): DraftColumns {
  const time = new Date(event.time).toISOString();
  const user = who.names.euid;
  return {
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
    EventOriginalType: task.call.name ?? 'execve',
    EventOriginalUid: event.uid,
    Dvc: dvc,
    DvcHostname: dvc,
    DvcOs: 'Linux',
    ...(who.uid === undefined ? {} : { ActorUserId: who.uid, ActorUserIdType: 'UID' as const }),
    ...(who.names.uid === undefined ? {} : { ActorUsername: who.names.uid, ActorUsernameType: 'Simple' as const }),
    ...(who.session === undefined ? {} : { ActorSessionId: who.session, TargetUserSessionId: who.session }),
    ...(who.euid === undefined ? {} : { TargetUserId: who.euid, TargetUserIdType: 'UID' as const }),
    ...(user === undefined ? {} : { TargetUsername: user, TargetUsernameType: 'Simple' as const, User: user }),
    TargetProcessName: command.image,
    TargetProcessFilename: command.image.slice(command.image.lastIndexOf('/') + 1),
    ...(command.line === undefined ? {} : { TargetProcessCommandLine: command.line, CommandLine: command.line }),
    ...(command.directory === undefined ? {} : { TargetProcessCurrentDirectory: command.directory }),
    TargetProcessId: String(task.pid),
    TargetProcessCreationTime: time,
    Process: command.image,
  };
}

function additionalOf(
  event: PendingEvent,
  task: Task,
  who: Credentials,
  command: Command,
): Omit<AdditionalFields, 'Ancestors'> {
  const script = scriptOf(command);
  const container = event.container === undefined ? undefined : word(event.container, ' contid=');
  return {
    ...(command.argv === undefined ? {} : { Argv: command.texts }),
    ...(command.argv === undefined || command.argv.values.every(isUtf8)
      ? {}
      : { ArgvHex: command.argv.values.map(hexOf) }),
    ...(command.argv === undefined || command.argv.missing === 0 ? {} : { ArgvMissing: command.argv.missing }),
    ...(command.fromProctitle ? { CommandLineSource: 'proctitle' as const } : {}),
    ...(command.invoked === undefined ? {} : { InvokedPath: command.invoked }),
    ...(script === undefined ? {} : { Script: script }),
    ...(who.comm === undefined ? {} : { Comm: who.comm }),
    ...(who.tty === undefined ? {} : { Tty: who.tty }),
    ...(who.key === undefined ? {} : { AuditKey: who.key }),
    ...(who.subject === undefined ? {} : { Subject: who.subject }),
    ...(who.auid === undefined ? {} : { LoginUserId: who.auid }),
    ...(who.names.auid === undefined ? {} : { LoginUsername: who.names.auid }),
    ...(typeof container === 'string' ? { ContainerId: container } : {}),
    ...(task.call.name === undefined ? {} : { Syscall: task.call.name }),
    ...(task.call.architecture === undefined ? {} : { Architecture: task.call.architecture }),
  };
}

function hexOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('hex');
}

/** The path as given to the kernel: the PATH record with item=0. */
function invokedPath(paths: readonly string[]): string | undefined {
  const first = paths.find((path) => word(path, ' item=') === '0');
  return first === undefined ? undefined : decodedText(first, ' name=');
}

/** For `#!` scripts the kernel puts the interpreter before the script's path, with at most one argument between. */
function scriptOf(command: Command): string | undefined {
  const { invoked, texts } = command;
  if (invoked === undefined || texts[0] === invoked) return undefined;
  return texts[1] === invoked || texts[2] === invoked ? invoked : undefined;
}

/**
 * PROCTITLE as a command line, where there is no EXECVE record. It is cut at 128 bytes, and the kernel's copy is often
 * an earlier command line of the process, so it is used only if its first word names the program.
 */
export function titleOf(proctitle: string | undefined, names: readonly (string | undefined)[]): string | undefined {
  const bytes = proctitle === undefined ? undefined : untrusted(rawField(proctitle, ' proctitle='));
  if (bytes === undefined || bytes === null) return undefined;
  const words = textOf(bytes).replace(/\0+$/, '').split('\0');
  const program = baseName(words[0] ?? '');
  return names.some((name) => name !== undefined && baseName(name) === program) ? words.join(' ') : undefined;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
