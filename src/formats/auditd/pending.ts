import { Arguments } from './argv.ts';
import { type Caller, readCaller } from './caller.ts';
import type { Fields } from './fields.ts';
import type { Part } from './record-types.ts';
import type { KeptRecords } from './records.ts';

/** One audit event, as far as its records have been read. */
export interface PendingEvent {
  readonly time: number;
  readonly serial: number;
  readonly uid: string;
  /** Number of lines read from the whole log when the event began. */
  readonly firstLine: number;
  /** Where its first record stands. */
  readonly source: string;
  readonly offset: number;
  readonly line: number;
  /** From its SYSCALL record. */
  caller: Caller | undefined;
  argv: Arguments | undefined;
  cwd: string | undefined;
  /** The path as given to the kernel: name of the PATH record with item=0. */
  invoked: string | undefined;
  proctitle: string | undefined;
  container: string | undefined;
  /** All records of an event that may be an execution, where they are asked for. */
  records: KeptRecords | undefined;
  /** Characters held, and what the event itself costs. */
  size: number;
  /** It starts no program: only its SYSCALL and PROCTITLE records matter. */
  closed: boolean;
  /** Another event with the same serial, if any. */
  next: PendingEvent | undefined;
}

/** What an event costs us beside the texts that it holds. */
export const EVENT_SIZE = 1024;

/** Takes what matters from one record of the event; of a part that comes twice the first counts. */
export function addRecord(event: PendingEvent, part: Part, fields: Fields): void {
  if (event.closed && part !== 'proctitle') return;
  switch (part) {
    case 'syscall':
      event.caller ??= readCaller(fields);
      if (event.argv === undefined && !mayStartProgram(event.caller)) close(event);
      return;
    case 'execve':
      addArguments(event, fields);
      return;
    case 'cwd':
      event.cwd ??= grown(event, textOfField(fields, 'cwd'));
      return;
    case 'path':
      event.invoked ??= grown(event, firstPath(fields));
      return;
    case 'proctitle':
      if (event.argv === undefined) event.proctitle ??= grown(event, textOfField(fields, 'proctitle'));
      return;
    case 'container':
      event.container ??= grown(event, containerId(fields));
  }
}

function addArguments(event: PendingEvent, fields: Fields): void {
  event.argv ??= new Arguments();
  const before = event.argv.size;
  event.argv.add(fields);
  event.size += event.argv.size - before;
}

/** Whether the other records of the event could matter: it is an exec, or a call that we can't name. */
function mayStartProgram({ call, succeeded }: Caller): boolean {
  return call.kind === 'exec' ? succeeded : call.name === undefined && call.architecture === undefined;
}

/** Drops what an event of no interest holds; SYSCALL and PROCTITLE stay, since they show what its process runs. */
function close(event: PendingEvent): void {
  event.closed = true;
  event.cwd = undefined;
  event.invoked = undefined;
  event.container = undefined;
  event.records = undefined;
  event.size = EVENT_SIZE + (event.proctitle?.length ?? 0);
}

function grown(event: PendingEvent, text: string | undefined): string | undefined {
  event.size += text?.length ?? 0;
  return text;
}

function textOfField(fields: Fields, name: 'cwd' | 'proctitle'): string | undefined {
  while (fields.next()) if (fields.name === name) return fields.text;
  return undefined;
}

function containerId(fields: Fields): string | undefined {
  while (fields.next()) if (fields.name === 'contid') return fields.word;
  return undefined;
}

/** The name in a PATH record, if it is the first of its event. */
function firstPath(fields: Fields): string | undefined {
  while (fields.next()) {
    const { name } = fields;
    if (name === 'item' && fields.decimal !== 0) return undefined;
    if (name === 'name') return fields.text;
  }
  return undefined;
}
