/** The records of one audit event, as far as they have been read. */
export interface PendingEvent {
  readonly time: number;
  readonly serial: number;
  readonly uid: string;
  readonly host: string;
  /** Number of lines read from the whole log when the event began. */
  readonly firstLine: number;
  readonly origin: { readonly source: string; readonly offset: number; readonly line: number };
  syscall: string | undefined;
  cwd: string | undefined;
  proctitle: string | undefined;
  container: string | undefined;
  execve: string[];
  paths: string[];
  /** Characters held. */
  size: number;
  /** It starts no program: only its SYSCALL and PROCTITLE records are kept. */
  closed: boolean;
}

/** The records that make a process event, by name and by number. */
export type Part = 'syscall' | 'execve' | 'cwd' | 'path' | 'proctitle' | 'container';

export const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['SYSCALL', 'syscall'],
  ['1300', 'syscall'],
  ['EXECVE', 'execve'],
  ['1309', 'execve'],
  ['CWD', 'cwd'],
  ['1307', 'cwd'],
  ['PATH', 'path'],
  ['1302', 'path'],
  ['PROCTITLE', 'proctitle'],
  ['1327', 'proctitle'],
  ['CONTAINER_ID', 'container'],
  ['1420', 'container'],
]);

/** At most so many PATH records are kept of an event; an exec has three. */
const MAX_PATHS = 16;

export function addRecord(event: PendingEvent, part: Part, record: string): void {
  event.size += record.length;
  switch (part) {
    case 'execve':
      event.execve.push(record);
      return;
    case 'path':
      if (event.paths.length < MAX_PATHS) event.paths.push(record);
      return;
    case 'syscall':
    case 'cwd':
    case 'proctitle':
    case 'container':
      event[part] ??= record;
  }
}

/** Drops what an event of no interest holds; SYSCALL and PROCTITLE stay, since they show what its process runs. */
export function closeEvent(event: PendingEvent): void {
  event.closed = true;
  event.execve = [];
  event.paths = [];
  event.cwd = undefined;
  event.container = undefined;
  event.size = (event.syscall?.length ?? 0) + (event.proctitle?.length ?? 0);
}
