import { expect, test } from 'vitest';
import type { AuditRecord } from '../../event/audit-record.ts';
import type { AdditionalFields } from '../../event/process-event.ts';
import { AuditLog } from './log.ts';

const STAMP = 'msg=audit(100.000:7):';
const CALL = 'arch=c000003e syscall=59 success=yes exit=0 a0=55d1 a1=2 a2=3 a3=4 items=2 ppid=10 pid=20';
const WHO = 'auid=4294967295 uid=33 gid=33 euid=0 tty=(none) ses=4294967295';
const SYSCALL = `type=SYSCALL ${STAMP} ${CALL} ${WHO} comm="id" exe="/usr/bin/id" subj=unconfined key=(null)`;
const EXECVE = `type=EXECVE ${STAMP} argc=2 a0="id" a1=2D6E20780A`;

function additionalOf(lines: readonly string[], auditRecords: boolean, users = new Map<string, string>()) {
  const found: AdditionalFields[] = [];
  const log = new AuditLog({
    host: 'here',
    users,
    log: 'audit.log',
    auditRecords,
    onActivity: (activity) => {
      if (activity.kind === 'execution') found.push(activity.additional);
    },
    onProblem: () => {},
  });
  log.file('audit.log');
  for (const [index, line] of lines.entries()) {
    const buffer = Buffer.from(line, 'latin1');
    log.line(buffer, 0, buffer.length, { offset: 0, line: index + 1 });
  }
  log.end();
  return found;
}

function recordsOf(lines: readonly string[], users = new Map<string, string>()): readonly AuditRecord[] {
  const [only] = additionalOf(lines, true, users);
  return only?.AuditRecords ?? [];
}

test('without a demand there are no records', () => {
  expect(additionalOf([SYSCALL, EXECVE], false)[0]?.AuditRecords).toBeUndefined();
});

test('the records of an execution, decoded, in the order of the kernel', () => {
  const lines = [
    `type=PROCTITLE ${STAMP} proctitle=6964002D6E`,
    `type=PATH ${STAMP} item=0 name="/usr/bin/id" inode=1 dev=08:01 mode=0100755 nametype=NORMAL`,
    `type=PATH ${STAMP} item=1 name=2F6C69622F6C6420782E736F inode=2 nametype=NORMAL`,
    `type=BPRM_FCAPS ${STAMP} fver=0`,
    `type=CWD ${STAMP} cwd="/root"`,
    EXECVE,
    SYSCALL,
  ];
  const records = recordsOf(lines);
  expect(records.map((record) => record['type'])).toEqual(['SYSCALL', 'EXECVE', 'CWD', 'PATH', 'PATH', 'PROCTITLE']);
  const [call, argv, cwd, program, interpreter, title] = records;
  expect(call).toMatchObject({ a0: '55d1', uid: '33', comm: 'id', exe: '/usr/bin/id', tty: '(none)', success: 'yes' });
  expect(argv).toEqual({ type: 'EXECVE', argc: '2', a0: 'id', a1: '-n x\n' });
  expect(cwd).toEqual({ type: 'CWD', cwd: '/root' });
  expect(program).toMatchObject({ item: '0', name: '/usr/bin/id', dev: '08:01' });
  expect(interpreter).toMatchObject({ item: '1', name: '/lib/ld x.so' });
  expect(title).toEqual({ type: 'PROCTITLE', proctitle: 'id -n' });
});

test('calls and architectures are numbers and names; (null) is absent', () => {
  const [call] = recordsOf([SYSCALL, EXECVE]);
  expect(call).toMatchObject({ syscall: ['59', 'execve'], SYSCALL: 'execve', arch: ['c000003e', 'x86_64'] });
  expect(call).toMatchObject({ ARCH: 'x86_64' });
  expect(call).not.toHaveProperty('key');
});

test("auditd's translations are kept, users that it does not name are", () => {
  const enriched = `${SYSCALL}\x1dARCH=x86_64 SYSCALL=execve AUID="unset" UID="www-data" EUID="root"`;
  const users = new Map([
    ['33', 'other'],
    ['0', 'root'],
  ]);
  expect(recordsOf([enriched, EXECVE], users)[0]).toMatchObject({ AUID: 'unset', UID: 'www-data', EUID: 'root' });
  expect(recordsOf([SYSCALL, EXECVE], users)[0]).toMatchObject({ UID: 'other', EUID: 'root' });
});

test('several keys are several values', () => {
  const keys = SYSCALL.replace('key=(null)', 'key=6F6E650174776F');
  expect(recordsOf([keys, EXECVE])[0]).toMatchObject({ key: ['one', 'two'] });
});

test('an EXECVE record in pieces is one', () => {
  const pieces = [
    `type=EXECVE ${STAMP} argc=3 a0="sh" a1_len=8 a1[0]="abcd"`,
    `type=EXECVE ${STAMP} a1[1]="efgh" a2="end"`,
  ];
  expect(recordsOf([SYSCALL, ...pieces])[1]).toEqual({
    type: 'EXECVE',
    argc: '3',
    a0: 'sh',
    a1: 'abcdefgh',
    a2: 'end',
  });
});

test('names in a log mean nothing, and of one that comes twice the first counts', () => {
  const line = `${SYSCALL} __proto__=1 constructor=2 type=PATH uid=0`;
  const [call] = recordsOf([line, EXECVE]);
  expect(Object.getPrototypeOf(call)).toBeNull();
  expect(Object.keys(call ?? {})).toContain('__proto__');
  expect(call?.['type']).toBe('SYSCALL');
  expect(call?.['uid']).toBe('33');
});

test('other calls keep no records', () => {
  const other = SYSCALL.replace('syscall=59', 'syscall=2');
  expect(additionalOf([other, `type=PATH ${STAMP} item=0 name="/etc/passwd"`], true)).toEqual([]);
});
