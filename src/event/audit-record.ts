/**
 * One record of an audit event by its fields, decoded. `type` is always there. A field that the kernel writes as a list
 * (`key`), or that is known as a number and by name (`syscall`, `arch`), has several values. `(null)` is absent.
 */
export type AuditRecord = Readonly<Record<string, string | readonly string[]>>;

/** The records of an execution that are read. */
export type AuditRecordType = 'SYSCALL' | 'EXECVE' | 'CWD' | 'PATH' | 'PROCTITLE' | 'CONTAINER_ID';

export const AUDIT_RECORD_TYPES: readonly AuditRecordType[] = [
  'SYSCALL',
  'EXECVE',
  'CWD',
  'PATH',
  'PROCTITLE',
  'CONTAINER_ID',
];

/** What a field of a record can be: one of these values (the empty one: absent), or anything. */
export type AuditValues = readonly string[] | 'any';

type Fields = Readonly<Record<string, AuditValues>>;

const ANY = 'any';

function anyOf(...names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, ANY]));
}

/** The fields that the records of executions have, named as auditd writes them; upper case: its translations. */
const FIELDS: Readonly<Record<AuditRecordType, Fields>> = {
  SYSCALL: {
    ...anyOf('arch', 'syscall', 'exit', 'a0', 'a1', 'a2', 'a3', 'items', 'ppid', 'pid', 'auid', 'uid', 'gid', 'euid'),
    ...anyOf('suid', 'fsuid', 'egid', 'sgid', 'fsgid', 'tty', 'ses', 'comm', 'exe', 'subj', 'key', 'per', 'ARCH'),
    ...anyOf('AUID', 'UID', 'GID', 'EUID', 'SUID', 'FSUID', 'EGID', 'SGID', 'FSGID'),
    success: ['yes'],
    SYSCALL: ['execve', 'execveat', ''],
  },
  EXECVE: anyOf('argc'),
  CWD: anyOf('cwd'),
  PATH: {
    ...anyOf('item', 'name', 'inode', 'dev', 'mode', 'ouid', 'ogid', 'rdev', 'obj', 'objtype', 'cap_fp', 'cap_fi'),
    ...anyOf('cap_fe', 'cap_fver', 'cap_frootid', 'OUID', 'OGID'),
    nametype: ['NORMAL', 'UNKNOWN', 'PARENT', ''],
  },
  PROCTITLE: anyOf('proctitle'),
  CONTAINER_ID: anyOf('op', 'opid', 'contid', 'old-contid'),
};

const ABSENT: AuditValues = [''];
const ARGUMENT = /^a\d+$/;

/** What a field can be in a record of this type that belongs to a successful execution. */
export function auditValues(type: AuditRecordType, field: string): AuditValues {
  if (field === 'type') return [type];
  if (type === 'EXECVE' && ARGUMENT.test(field)) return ANY;
  const fields = FIELDS[type];
  return Object.hasOwn(fields, field) ? (fields[field] ?? ABSENT) : ABSENT;
}

/** Whether some record of an execution can have the field. */
export function isAuditField(field: string): boolean {
  return AUDIT_RECORD_TYPES.some((type) => auditValues(type, field) !== ABSENT);
}

/** Names of the fields, but for the arguments. */
export function auditFields(): readonly string[] {
  return ['type', ...new Set(AUDIT_RECORD_TYPES.flatMap((type) => Object.keys(FIELDS[type])))];
}
