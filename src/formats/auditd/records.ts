import { AUDIT_RECORD_TYPES, type AuditRecord, type AuditRecordType } from '../../event/audit-record.ts';
import type { Caller } from './caller.ts';
import type { Fields } from './fields.ts';
import { withoutTrailingNuls } from './proctitle.ts';
import type { Part } from './record-types.ts';

/** A record while it is read. */
type Draft = Record<string, string | readonly string[]>;

/** Records as they are read from one event, and what holding them costs. */
export interface KeptRecords {
  readonly list: Draft[];
  size: number;
}

const TYPES: Readonly<Record<Part, AuditRecordType>> = {
  syscall: 'SYSCALL',
  execve: 'EXECVE',
  cwd: 'CWD',
  path: 'PATH',
  proctitle: 'PROCTITLE',
  container: 'CONTAINER_ID',
};

/** What the kernel quotes, or writes in hexadecimal if it has a blank, a quote or a control character. */
const ENCODED = new Set(['comm', 'exe', 'key', 'cwd', 'name', 'proctitle']);
/** What a field costs us beside its texts. */
const FIELD_COST = 48;

/** Keeps a record. EXECVE is left to `auditRecordsOf`; of records that an event has once, the first counts. */
export function keepRecord(kept: KeptRecords, part: Part, fields: Fields): void {
  const type = TYPES[part];
  if (part === 'execve' || (part !== 'path' && kept.list.some((known) => known['type'] === type))) return;
  const record = emptyRecord(type);
  while (fields.next()) {
    const name = fields.rawName;
    if (Object.hasOwn(record, name)) continue;
    const value = ENCODED.has(name) ? fields.text : fields.word;
    if (value === undefined) continue;
    record[name] = readable(name, value);
    kept.size += name.length + value.length + FIELD_COST;
  }
  kept.list.push(record);
}

/** Without a prototype, so that no name in a log means anything. */
function emptyRecord(type: AuditRecordType): Draft {
  const record = Object.create(null) as Draft;
  record['type'] = type;
  return record;
}

/** Keys of several rules are joined by 0x01; the words of a command line by NUL. */
function readable(name: string, value: string): string | readonly string[] {
  if (name === 'key' && value.includes('\x01')) return value.split('\x01');
  return name === 'proctitle' ? withoutTrailingNuls(value).replaceAll('\0', ' ') : value;
}

/** The arguments of an execution, and how many were announced. */
interface Argv {
  readonly texts: readonly string[];
  readonly argc: number;
}

/** The records of an execution in the kernel's order, EXECVE records put together, with what auditd would translate. */
export function auditRecordsOf(
  { list }: KeptRecords,
  argv: Argv | undefined,
  caller: Caller,
  users: ReadonlyMap<string, string>,
): readonly AuditRecord[] {
  for (const record of list) if (record['type'] === 'SYSCALL') translate(record, caller, users);
  if (argv !== undefined) list.push(argumentsOf(argv));
  const types: readonly unknown[] = AUDIT_RECORD_TYPES;
  const rank = (record: AuditRecord): number => types.indexOf(record['type']);
  return list.sort((one, other) => rank(one) - rank(other));
}

function argumentsOf({ texts, argc }: Argv): Draft {
  const record = emptyRecord('EXECVE');
  record['argc'] = String(Math.max(argc, texts.length));
  for (const [index, text] of texts.entries()) record[`a${index}`] = text;
  return record;
}

const USER_FIELDS = ['auid', 'uid', 'euid', 'suid', 'fsuid'];

/** Gives a SYSCALL record the names of its call, its architecture and its users, as far as they are known. */
function translate(record: Draft, { call }: Caller, users: ReadonlyMap<string, string>): void {
  addName(record, 'syscall', call.name);
  addName(record, 'arch', call.architecture);
  for (const field of USER_FIELDS) {
    const id = record[field];
    const name = typeof id === 'string' ? users.get(id) : undefined;
    if (name !== undefined) record[field.toUpperCase()] ??= name;
  }
}

function addName(record: Draft, field: 'syscall' | 'arch', name: string | undefined): void {
  const written = record[field];
  if (name === undefined) return;
  if (typeof written === 'string' && written !== name) record[field] = [written, name];
  record[field.toUpperCase()] ??= name;
}
