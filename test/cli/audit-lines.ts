/** One execution as auditd records it. */
export interface Exec {
  readonly pid: number;
  readonly ppid: number;
  readonly exe: string;
  readonly argv: readonly string[];
  readonly uid?: number;
  readonly node?: string;
  /** Seconds since 1970. */
  readonly time?: number;
}

/** 2026-11-24T08:00:00Z. */
export const START = 1795507200;

/** An audit log of these executions, a second apart unless they say otherwise. */
export function auditLog(execs: readonly Exec[]): string {
  return execs.map((exec, index) => recordsOf(exec, index)).join('');
}

function recordsOf({ pid, ppid, exe, argv, uid = 33, node, time }: Exec, index: number): string {
  const head = node === undefined ? '' : `node=${node} `;
  const id = `msg=audit(${time ?? START + index}.000:${100 + index}):`;
  const args = argv.map((each, at) => `a${at}=${quoted(each)}`).join(' ');
  const call = `arch=c000003e syscall=59 success=yes exit=0 a0=0 a1=0 a2=0 a3=0 items=2 ppid=${ppid} pid=${pid}`;
  const who = `auid=4294967295 uid=${uid} gid=${uid} euid=${uid} suid=${uid} fsuid=${uid} egid=${uid} sgid=${uid} fsgid=${uid} tty=(none) ses=4294967295`;
  return [
    `${head}type=SYSCALL ${id} ${call} ${who} comm="x" exe=${quoted(exe)} key="exec"`,
    `${head}type=EXECVE ${id} argc=${argv.length} ${args}`,
    `${head}type=CWD ${id} cwd="/var/www"`,
    `${head}type=PROCTITLE ${id} proctitle="x"`,
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return /^[\x21\x23-\x7e]+$/.test(text) ? `"${text}"` : Buffer.from(text).toString('hex').toUpperCase();
}

/** Apache runs a shell, that runs `whoami`: the reference rule matches by the grandparent. */
export const WEB_SHELL: readonly Exec[] = [
  { pid: 500, ppid: 1, exe: '/usr/sbin/apache2', argv: ['/usr/sbin/apache2', '-k', 'start'], uid: 0 },
  { pid: 510, ppid: 500, exe: '/usr/bin/dash', argv: ['sh', '-c', 'whoami; true'] },
  { pid: 511, ppid: 510, exe: '/usr/bin/whoami', argv: ['whoami'] },
];
