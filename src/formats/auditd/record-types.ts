/** The records that we read the fields of: they make a process event. */
export type Part = 'syscall' | 'execve' | 'cwd' | 'path' | 'proctitle' | 'container';

/** What a type of record means to us. `daemon`: auditd's own, numbered by a count of its own. */
export type RecordKind = Part | 'daemon' | 'other';

const PARTS: Readonly<Record<string, Part>> = {
  SYSCALL: 'syscall',
  '1300': 'syscall',
  EXECVE: 'execve',
  '1309': 'execve',
  CWD: 'cwd',
  '1307': 'cwd',
  PATH: 'path',
  '1302': 'path',
  PROCTITLE: 'proctitle',
  '1327': 'proctitle',
  CONTAINER_ID: 'container',
  '1332': 'container',
};

/** @param type as written: a name, a number, or `UNKNOWN[number]` */
export function recordKind(type: string): RecordKind {
  const name = /^UNKNOWN\[(\d+)\]$/.exec(type)?.[1] ?? type;
  if (Object.hasOwn(PARTS, name)) return PARTS[name] ?? 'other';
  return name.startsWith('DAEMON_') || /^12\d\d$/.test(name) ? 'daemon' : 'other';
}
