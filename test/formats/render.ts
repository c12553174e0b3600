import fc from 'fast-check';

/** An execution as it really was. Bytes are latin-1 strings. */
export interface Start {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number;
  readonly argv: readonly string[];
  readonly exe: string;
  readonly cwd: string;
  readonly arch: 'x86_64' | 'aarch64' | 'i386';
}

/** How a log is written. */
export interface Style {
  readonly enriched: 'no' | 'kept' | 'blank' | 'dropped';
  readonly proctitle: boolean;
  /** The kernel writes no more than this of an argument into one field. */
  readonly pieceSize: number;
  /** Arguments in one EXECVE record. */
  readonly perRecord: number;
}

const CALLS = {
  x86_64: 'arch=c000003e syscall=59',
  aarch64: 'arch=c00000b7 syscall=221',
  i386: 'arch=40000003 syscall=11',
} as const;

const SEPARATORS = { no: '', kept: '\x1d', blank: ' ', dropped: '' } as const;

/** The records of one event, as the kernel and auditd write them. */
export function recordsOf(start: Start, stamp: string, style: Style): string[] {
  const { pid, ppid, uid, exe, cwd } = start;
  const record = (type: string, body: string): string => `type=${type} msg=audit(${stamp}): ${body}`;
  const ids = `auid=${uid} uid=${uid} gid=0 euid=${uid} suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=3`;
  const head = `${CALLS[start.arch]} success=yes exit=0 a0=1 a1=2 a2=3 a3=4 items=2 ppid=${ppid} pid=${pid} ${ids}`;
  return [
    record('SYSCALL', `${head} comm=${quoted(exe.slice(-15))} exe=${quoted(exe)} key=(null)${tailOf(start, style)}`),
    ...execveRecords(start.argv, style).map((body) => record('EXECVE', body)),
    record('CWD', `cwd=${quoted(cwd)}`),
    record('PATH', `item=0 name=${quoted(exe)} inode=1 dev=fe:01 nametype=NORMAL`),
    record('PATH', 'item=1 name="/lib64/ld-linux-x86-64.so.2" inode=2 dev=fe:01 nametype=NORMAL'),
    ...(style.proctitle ? [record('PROCTITLE', 'proctitle="stale"')] : []),
  ];
}

/** What `recordsOf` says of user names. */
export function userName(uid: number): string {
  return `user${uid}`;
}

function tailOf({ arch, uid }: Start, { enriched }: Style): string {
  if (enriched === 'no') return '';
  const name = userName(uid);
  const ids = `AUID="${name}" UID="${name}" GID="root" EUID="${name}" SUID="root"`;
  return `${SEPARATORS[enriched]}ARCH=${arch} SYSCALL=execve ${ids}`;
}

/** The kernel's `audit_log_untrustedstring`: hexadecimal if a byte is below 0x21, above 0x7E, or a quote. */
export function quoted(bytes: string): string {
  return needsHex(bytes) ? hex(bytes) : `"${bytes}"`;
}

function needsHex(bytes: string): boolean {
  return [...bytes].some((each) => each < '\x21' || each > '\x7e' || each === '"');
}

function hex(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('hex').toUpperCase();
}

/** EXECVE bodies: long arguments in pieces with their length before, long lists in several records. */
function execveRecords(argv: readonly string[], { pieceSize, perRecord }: Style): string[] {
  const fields = argv.map((value, index) => fieldsOf(value, index, pieceSize));
  const bodies: string[] = [];
  for (let from = 0; from < Math.max(1, fields.length); from += perRecord) {
    bodies.push(fields.slice(from, from + perRecord).join(' '));
  }
  return bodies.map((body, index) => (index === 0 ? `argc=${argv.length} ${body}` : body));
}

function fieldsOf(value: string, index: number, pieceSize: number): string {
  if (value.length <= pieceSize) return `a${index}=${quoted(value)}`;
  const encoded = needsHex(value);
  const pieces = Array.from({ length: Math.ceil(value.length / pieceSize) }, (_, piece) => {
    const bytes = value.slice(piece * pieceSize, (piece + 1) * pieceSize);
    return `a${index}[${piece}]=${encoded ? hex(bytes) : `"${bytes}"`}`;
  });
  return [`a${index}_len=${encoded ? value.length * 2 : value.length}`, ...pieces].join(' ');
}

/** Any bytes that an argument or a path can hold: all but NUL. */
export const anyBytes: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((byte) => String.fromCharCode(byte)), maxLength: 40 }),
  fc.constantFrom(
    '',
    '"',
    ' ',
    '=',
    'a0=x',
    '\x1d',
    '(null)',
    '31',
    'type=EXECVE',
    '\nmsg=audit(1.000:1):',
    '\xc3\xa9',
  ),
  fc.string({ unit: fc.constantFrom('a', '-', '/', '7', 'F'), maxLength: 60 }),
);

const path = fc.oneof(fc.constantFrom('/usr/bin/id', '/bin/sh', '/tmp/x y'), anyBytes).map((text) => `/${text}`);

export const anyStart: fc.Arbitrary<Start> = fc.record({
  pid: fc.integer({ min: 1, max: 4_194_304 }),
  ppid: fc.integer({ min: 0, max: 4_194_304 }),
  uid: fc.integer({ min: 0, max: 4_294_967_294 }),
  argv: fc.array(anyBytes, { maxLength: 12 }),
  exe: path,
  cwd: path,
  arch: fc.constantFrom('x86_64', 'aarch64', 'i386'),
});

export const anyStyle: fc.Arbitrary<Style> = fc.record({
  enriched: fc.constantFrom('no', 'kept', 'blank', 'dropped'),
  proctitle: fc.boolean(),
  pieceSize: fc.integer({ min: 3, max: 64 }),
  perRecord: fc.integer({ min: 1, max: 8 }),
});
