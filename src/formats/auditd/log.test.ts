import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Activity, Execution } from '../../event/activity.ts';
import type { FormatCounts } from '../format.ts';
import { auditd } from './index.ts';
import { AuditLog } from './log.ts';
import { FILE_WINDOW, type ReorderWindow } from './reorder.ts';

interface Read {
  readonly activities: Activity[];
  readonly executions: Execution[];
  readonly problems: Diagnostic[];
  readonly counts: FormatCounts;
}

function read(lines: Iterable<string>, users = new Map<string, string>(), window: ReorderWindow = FILE_WINDOW): Read {
  const activities: Activity[] = [];
  const problems: Diagnostic[] = [];
  const log = new AuditLog(
    {
      host: 'here',
      users,
      log: 'audit.log',
      onActivity: (activity) => activities.push(activity),
      onProblem: (problem) => problems.push(problem),
    },
    window,
  );
  log.file('audit.log');
  let number = 0;
  for (const line of lines) {
    const buffer = Buffer.from(line, 'latin1');
    number += 1;
    log.line(buffer, 0, buffer.length, { offset: 0, line: number });
  }
  log.end();
  const executions = activities.filter((activity) => activity.kind === 'execution');
  return { activities, executions, problems, counts: log.counts };
}

function stamp(serial: number, seconds = 100): string {
  return `msg=audit(${seconds}.000:${serial}):`;
}

const WHO = 'auid=1000 uid=33 gid=33 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=7';

function syscall(serial: number, extra = '', seconds = 100): string {
  const call = 'arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=4 items=2 ppid=10 pid=20';
  return `type=SYSCALL ${stamp(serial, seconds)} ${call} ${WHO} comm="id" exe="/usr/bin/id" subj=unconfined key="k"${extra}`;
}

function execve(serial: number, args = 'argc=1 a0="id"', seconds = 100): string {
  return `type=EXECVE ${stamp(serial, seconds)} ${args}`;
}

function path(serial: number, item: number, name: string): string {
  return `type=PATH ${stamp(serial)} item=${item} name=${name} inode=1 nametype=NORMAL`;
}

function only(read: Read): Execution {
  expect(read.executions).toHaveLength(1);
  const [execution] = read.executions;
  if (execution === undefined) throw new Error('no execution');
  return execution;
}

describe('an execution', () => {
  test('has all that its records say', () => {
    const records = [
      syscall(1, '\x1dARCH=x86_64 SYSCALL=execve AUID="deploy" UID="www-data" GID="x" EUID="root"'),
      execve(1, 'argc=2 a0="id" a1="-u"'),
      `type=CWD ${stamp(1)}  cwd="/var/www"`,
      path(1, 0, '"/bin/id"'),
      path(1, 1, '"/lib/ld.so"'),
      `type=PROCTITLE ${stamp(1)} proctitle="stale"`,
    ];
    const execution = only(read(records));
    expect(execution).toMatchObject({
      time: 100_000,
      uid: '100.000:1',
      host: 'here\naudit.log',
      pid: 20,
      ppid: 10,
      origin: { source: 'audit.log', offset: 0, line: 1, serial: '1' },
    });
    expect(execution.columns).toMatchObject({
      TimeGenerated: '1970-01-01T00:01:40.000Z',
      EventOriginalType: 'execve',
      EventOriginalUid: '100.000:1',
      Dvc: 'here',
      ActorUserId: '33',
      ActorUsername: 'www-data',
      ActorSessionId: '7',
      TargetUserId: '0',
      TargetUsername: 'root',
      User: 'root',
      TargetProcessName: '/usr/bin/id',
      TargetProcessFilename: 'id',
      TargetProcessCommandLine: 'id -u',
      CommandLine: 'id -u',
      TargetProcessCurrentDirectory: '/var/www',
      TargetProcessId: '20',
    });
    expect(execution.additional).toEqual({
      Argv: ['id', '-u'],
      InvokedPath: '/bin/id',
      Comm: 'id',
      Tty: 'pts0',
      AuditKey: 'k',
      Subject: 'unconfined',
      LoginUserId: '1000',
      LoginUsername: 'deploy',
      Syscall: 'execve',
      Architecture: 'x86_64',
    });
  });

  test('is the same in any order of its records', () => {
    const records = [path(1, 1, '"/lib/ld.so"'), path(1, 0, '"/bin/id"'), execve(1), syscall(1)];
    const expected = { ...only(read(records)), origin: undefined };
    expect({ ...only(read([...records].reverse())), origin: undefined }).toEqual(expected);
  });

  test('names users by a passwd file where the log holds numbers', () => {
    const { columns, additional } = only(
      read(
        [syscall(1), execve(1)],
        new Map([
          ['33', 'www'],
          ['1000', 'ann'],
        ]),
      ),
    );
    expect(columns.ActorUsername).toBe('www');
    expect(columns.TargetUsername).toBeUndefined();
    expect(additional.LoginUsername).toBe('ann');
  });
  test('auditd’s own names say more than a passwd file', () => {
    const users = new Map([
      ['33', 'elsewhere'],
      ['0', 'elsewhere'],
    ]);
    const { columns } = only(read([syscall(1, '\x1dUID="www-data" EUID="unknown(0)"'), execve(1)], users));
    expect(columns.ActorUsername).toBe('www-data');
    expect(columns.TargetUsername).toBe('elsewhere');
  });
  test('no login and no session are absent', () => {
    const record = syscall(1).replace('auid=1000', 'auid=4294967295').replace('ses=7', 'ses=4294967295');
    const { columns, additional } = only(read([record.replace('tty=pts0', 'tty=(none)'), execve(1)]));
    expect(columns.ActorSessionId).toBeUndefined();
    expect(additional.LoginUserId).toBeUndefined();
    expect(additional.Tty).toBeUndefined();
    expect(additional.LoginUsername).toBeUndefined();
  });
  test('several keys', () => {
    const record = syscall(1).replace('key="k"', 'key=65786563013634626974');
    expect(only(read([record, execve(1)])).additional.AuditKey).toBe('exec,64bit');
    const none = syscall(1).replace('key="k"', 'key=(null)');
    expect(only(read([none, execve(1)])).additional.AuditKey).toBeUndefined();
  });
  test('of a script: the interpreter runs, the script is kept', () => {
    const record = syscall(1).replaceAll('/usr/bin/id', '/usr/bin/perl').replace('comm="id"', 'comm="x.pl"');
    const args = 'argc=3 a0="/usr/bin/perl" a1="-w" a2="./x.pl"';
    const { columns, additional } = only(read([record, execve(1, args), path(1, 0, '"./x.pl"')]));
    expect(columns.TargetProcessName).toBe('/usr/bin/perl');
    expect(additional.Script).toBe('./x.pl');
  });
  test('of a program that takes its own path as an argument is no script', () => {
    for (const args of ['argc=2 a0="/bin/id" a1="/bin/id"', 'argc=2 a0="id" a1="/bin/id"']) {
      expect(only(read([syscall(1), execve(1, args), path(1, 0, '"/bin/id"')])).additional.Script).toBeUndefined();
    }
  });
  test('by a file descriptor has no path', () => {
    const execution = only(read([syscall(1), execve(1, 'argc=2 a0="id" a1=""'), path(1, 0, '""')]));
    expect(execution.additional).toMatchObject({ InvokedPath: '' });
    expect(execution.additional.Script).toBeUndefined();
  });
  test('a container id', () => {
    const record = `type=CONTAINER_ID ${stamp(1)} contid=123456`;
    expect(only(read([syscall(1), execve(1), record])).additional.ContainerId).toBe('123456');
  });
  test('a forged record in an argument changes nothing', () => {
    const forged = Buffer.from(`\ntype=SYSCALL ${stamp(2)} arch=c000003e syscall=59 success=yes pid=1`).toString('hex');
    const { executions, counts } = read([syscall(1), execve(1, `argc=2 a0="id" a1=${forged.toUpperCase()}`)]);
    expect(executions).toHaveLength(1);
    expect(counts).toMatchObject({ lines: 2, records: 2, lost: 0 });
  });
  test('without a name for its image takes the path as invoked', () => {
    const record = syscall(1).replace('exe="/usr/bin/id"', 'exe=(null)');
    expect(only(read([record, execve(1), path(1, 0, '"/opt/x"')])).columns.TargetProcessName).toBe('/opt/x');
    expect(only(read([record, execve(1)])).columns.TargetProcessName).toBe('id');
  });
  test('32-bit and aarch64', () => {
    const arm = syscall(1).replace('arch=c000003e syscall=59', 'arch=c00000b7 syscall=221');
    expect(only(read([arm, execve(1)])).additional).toMatchObject({ Architecture: 'aarch64', Syscall: 'execve' });
    const i386 = syscall(1).replace('arch=c000003e syscall=59', 'arch=40000003 syscall=358');
    expect(only(read([i386, execve(1)])).additional).toMatchObject({ Architecture: 'i386', Syscall: 'execveat' });
  });
});

describe('PROCTITLE', () => {
  const title = (text: string): string => `type=PROCTITLE ${stamp(1)} proctitle=${Buffer.from(text).toString('hex')}`;
  test('stands in for missing arguments if it names the program', () => {
    const result = read([syscall(1), title('id\0-u\0')]);
    expect(only(result).columns.TargetProcessCommandLine).toBe('id -u');
    expect(only(result).additional).toMatchObject({ CommandLineSource: 'proctitle' });
    expect(only(result).additional.Argv).toBeUndefined();
    expect(result.counts.incomplete).toBe(1);
    expect(result.problems.map((problem) => problem.message)).toEqual(['event 100.000:1 lacks its EXECVE record']);
  });
  test('is left out if it names another: it is the old command line', () => {
    expect(only(read([syscall(1), title('sh\0-c\0id')])).columns.TargetProcessCommandLine).toBeUndefined();
  });
  test('is never preferred to arguments, whichever comes first', () => {
    for (const records of [
      [syscall(1), execve(1), title('id\0-old')],
      [title('id\0-old'), syscall(1), execve(1)],
    ]) {
      expect(only(read(records)).columns.TargetProcessCommandLine).toBe('id');
    }
  });
});

describe('what starts no program', () => {
  test('a failed execution shows its caller', () => {
    const record = syscall(1).replace('success=yes exit=0', 'success=no exit=-2');
    expect(read([record]).activities).toMatchObject([
      { kind: 'sighting', pid: 20, image: '/usr/bin/id', execution: true },
    ]);
  });
  test('any other call shows its caller', () => {
    const record = syscall(1).replace('syscall=59', 'syscall=42');
    const { activities } = read([record, path(1, 0, '"/etc/passwd"')]);
    expect(activities).toMatchObject([{ kind: 'sighting', image: '/usr/bin/id', execution: false }]);
  });
  test.each([
    ['fork', 'syscall=57 success=yes exit=77 a0=0', 77],
    ['vfork', 'syscall=58 success=yes exit=77 a0=0', 77],
    ['clone of a process', 'syscall=56 success=yes exit=77 a0=1200011', 77],
    ['clone3', 'syscall=435 success=yes exit=77 a0=7ffd0', 77],
    ['clone of a thread', 'syscall=56 success=yes exit=77 a0=3d0f00', undefined],
    ['a fork that failed', 'syscall=57 success=no exit=-11 a0=0', undefined],
    ['the child’s side', 'syscall=57 success=yes exit=0 a0=0', undefined],
  ])('%s', (_, call, child) => {
    const record = syscall(1).replace('syscall=59 success=yes exit=0 a0=1', call);
    const [activity] = read([record]).activities;
    if (child === undefined) expect(activity).toMatchObject({ kind: 'sighting', execution: false });
    else expect(activity).toMatchObject({ kind: 'fork', pid: 20, child, image: '/usr/bin/id' });
  });
  test('a deleted program keeps its path, a program in memory its name', () => {
    const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();
    const fork = syscall(1).replace('syscall=59 success=yes exit=0', 'syscall=57 success=yes exit=77');
    const image = (exe: string): unknown =>
      read([fork.replace('"/usr/bin/id"', hex(exe))]).activities.map((each) =>
        each.kind === 'fork' ? each.image : '',
      );
    expect(image('/usr/sbin/apache2 (deleted)')).toEqual(['/usr/sbin/apache2']);
    expect(image('/memfd:x (deleted)')).toEqual(['/memfd:x (deleted)']);
  });
  test('USER_CMD and the like', () => {
    const record = `type=USER_CMD ${stamp(1)} pid=5 uid=0 auid=0 ses=1 msg='cwd="/" cmd=6964 exe="/usr/bin/sudo" res=success'`;
    expect(read([record])).toMatchObject({ activities: [], problems: [], counts: { records: 1, skipped: 0 } });
  });
});

describe('what cannot be used is told', () => {
  test('lines that are no record', () => {
    const { counts, problems } = read([syscall(1), 'garbage', '', ' \t', execve(1)]);
    expect(counts).toMatchObject({ lines: 5, records: 2, skipped: 1, blank: 2 });
    expect(problems).toMatchObject([
      { code: 'auditd-not-a-record', at: { source: 'audit.log', line: 2, excerpt: 'garbage' } },
    ]);
  });
  test('arguments without their SYSCALL record', () => {
    const { counts, problems } = read([execve(1)]);
    expect(counts.incomplete).toBe(1);
    expect(problems).toMatchObject([{ code: 'auditd-incomplete-event', at: { line: 1 } }]);
  });
  test('a pid that is none', () => {
    const { activities, problems } = read([syscall(1).replace(' pid=20', ' pid=x'), execve(1)]);
    expect(activities).toEqual([]);
    expect(problems[0]?.message).toBe('event 100.000:1 lacks a readable pid in its SYSCALL record');
  });
  test('a bad argument', () => {
    const { problems } = read([syscall(1), execve(1, 'argc=1 a0=zz')]);
    expect(problems[0]?.message).toBe("EXECVE record: field 'a0' is neither quoted nor hexadecimal");
  });
  test('a line that is too long', () => {
    const problems: Diagnostic[] = [];
    const log = auditd.open({
      ...{ host: 'here', users: new Map(), log: 'x' },
      onActivity: () => undefined,
      onProblem: (problem) => problems.push(problem),
    });
    log.file('x');
    log.longLine(9_000_000, { offset: 0, line: 3 });
    expect(log.counts).toMatchObject({ lines: 1, skipped: 1 });
    expect(problems).toMatchObject([{ code: 'auditd-line-too-long', at: { source: 'x', line: 3 } }]);
  });
  test('lost events, whichever record shows their numbers', () => {
    expect(read([syscall(1), `type=USER_CMD ${stamp(5)} x=1`]).counts.lost).toBe(3);
    expect(read([syscall(1), `type=DAEMON_START ${stamp(5000)} x=1`, syscall(2)]).counts.lost).toBe(0);
  });
});

describe('many hosts', () => {
  test('the same serial on two hosts is two events', () => {
    const lines = [`node=a ${syscall(1)}`, `node=b ${syscall(1)}`, `node=a ${execve(1)}`, `node=b ${execve(1)}`];
    const { executions, counts } = read(lines);
    expect(executions.map(({ host, columns }) => [host, columns.Dvc])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    expect(counts.unnamedHost).toBe(false);
    expect(counts.lost).toBe(0);
  });
  test('a host for each line: all events are given, lost ones counted', () => {
    function* lines(): Iterable<string> {
      for (let index = 0; index < 30_000; index += 1) {
        yield `node=h${index} ${syscall(1)}`;
        yield `node=h${index} ${execve(1)}`;
        if (index % 10_000 === 0) yield `node=h${index} ${syscall(4)}`;
      }
    }
    const { executions, counts } = read(lines());
    expect(executions).toHaveLength(30_003);
    expect(counts.lost).toBe(6);
  });
  test('a host that speaks all the time is not finished for those that come and go', () => {
    function* lines(): Iterable<string> {
      yield `node=steady ${syscall(1)}`;
      for (let index = 0; index < 20_000; index += 1) {
        yield `node=h${index} ${syscall(1)}`;
        if (index % 500 === 0) yield `node=steady type=USER_CMD ${stamp(2)} x=1`;
      }
      yield `node=steady ${execve(1)}`;
    }
    const { executions } = read(lines());
    expect(executions.find(({ host }) => host === 'steady')?.columns.CommandLine).toBe('id');
  });
});

describe('memory is bounded', () => {
  const window = { millis: 2000, lines: 2048, maxSize: 200_000 };
  test('events that never complete are given when there is no room', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => execve(index));
    const { counts } = read(lines, undefined, window);
    expect(counts).toMatchObject({ records: 5000, incomplete: 5000, lost: 0 });
  });
  test('over all hosts together', () => {
    const lines = Array.from(
      { length: 5000 },
      (_, index) => `node=h${index % 100} ${syscall(1 + Math.trunc(index / 100))}`,
    );
    expect(read(lines, undefined, window).executions).toHaveLength(5000);
  });
  test('a million PATH records for one event', () => {
    function* lines(): Iterable<string> {
      yield syscall(1);
      for (let index = 0; index < 1_000_000; index += 1) yield path(1, 0, `"/p${index}"`);
      yield execve(1);
    }
    const result = read(lines());
    expect(only(result).additional).toMatchObject({ InvokedPath: '/p0', Argv: ['id'] });
    expect(result.counts).toMatchObject({ lines: 1_000_002, records: 1_000_002 });
  });
  test('EXECVE records without end', () => {
    function* lines(): Iterable<string> {
      yield syscall(1);
      for (let index = 0; index < 300; index += 1) yield execve(1, `argc=999 a${index}="${'x'.repeat(100_000)}"`);
    }
    const result = read(lines());
    expect(only(result).additional.Argv).toHaveLength(83);
    expect(only(result).additional.ArgvMissing).toBe(999 - 83);
    expect(result.problems.map((problem) => problem.message)).toEqual([
      "EXECVE record: field 'argc' is too much: 217 arguments or pieces were dropped",
    ]);
  });
});

describe('time', () => {
  test('of the first and last record, for each file', () => {
    expect(read([syscall(1, '', 500), syscall(2, '', 100), syscall(3, '', 300)]).counts).toMatchObject({
      firstTime: 100_000,
      lastTime: 500_000,
    });
    expect(read([]).counts.firstTime).toBeUndefined();
  });
  test('events are given in its order', () => {
    const lines = [5, 3, 4].flatMap((second, index) => [syscall(index, '', second), execve(index, undefined, second)]);
    expect(read(lines).executions.map(({ time }) => time)).toEqual([3000, 4000, 5000]);
  });
});

test('sniffing', () => {
  expect(auditd.sniff(Buffer.from(`x\n\n${syscall(1)}`))).toBe(true);
  expect(auditd.sniff(Buffer.from(`${syscall(1).slice(0, 40)}`))).toBe(true);
  expect(auditd.sniff(Buffer.from('{"type":"SYSCALL"}\n'))).toBe(false);
  expect(auditd.sniff(Buffer.alloc(0))).toBe(false);
});
