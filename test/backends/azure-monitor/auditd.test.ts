import { describe, expect, test } from 'vitest';
import { CLONE, EXECUTION, FORK, THREAD } from '../../../src/backends/targets/azure-monitor/auditd/syscalls.ts';
import { callOf, makesThread } from '../../../src/formats/auditd/syscalls.ts';
import { findRegex } from '../../kql/regex.ts';
import { syslogRows } from './lines.ts';
import { auditdOf, auditdRows } from './rows.ts';

interface Call {
  readonly id?: string;
  readonly arch?: string;
  readonly syscall?: number;
  readonly success?: string;
  readonly exit?: string;
  readonly a0?: string;
  readonly pid?: number;
  readonly ppid?: number;
  readonly exe?: string;
  readonly more?: string;
}

const ID = '1700000000.001:10';

function syscall(call: Call = {}): string {
  const {
    id = ID,
    arch = 'c000003e',
    syscall: number = 59,
    success = 'yes',
    exit = '0',
    a0 = '55d0',
    more = '',
  } = call;
  const { pid = 20, ppid = 10, exe = '"/usr/bin/id"' } = call;
  return (
    `type=SYSCALL msg=audit(${id}): arch=${arch} syscall=${number} success=${success} exit=${exit} a0=${a0} a1=0 a2=0 a3=0 ` +
    `items=2 ppid=${ppid} pid=${pid} auid=1000 uid=33 gid=33 euid=0 suid=0 fsuid=0 egid=33 sgid=33 fsgid=33 tty=(none) ` +
    `ses=4294967295 comm="id" exe=${exe} key=(null)${more}`
  );
}

const execve = (fields: string, id = ID): string => `type=EXECVE msg=audit(${id}): ${fields}`;
const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();

describe('the records of an event', () => {
  const records = [syscall(), execve('argc=1 a0="id"'), `type=CWD msg=audit(${ID}):  cwd="/var/www"`];
  const expected = {
    TargetProcessName: '/usr/bin/id',
    TargetProcessCommandLine: 'id',
    TargetProcessCurrentDirectory: '/var/www',
  };

  test('are joined in any order', () => {
    expect(auditdOf(...records)).toMatchObject([expected]);
    expect(auditdOf(...records.toReversed())).toMatchObject([expected]);
  });

  test('may come twice', () => {
    expect(auditdOf(...records, ...records)).toMatchObject([expected]);
  });

  test('are those of one host', () => {
    const rows = [
      ...syslogRows(records, 'audispd', 'a'),
      ...syslogRows([syscall(), execve('argc=1 a0="w"')], 'audispd', 'b'),
    ];
    expect(
      auditdRows(rows)
        .map((row) => `${row['Dvc']} ${row['TargetProcessCommandLine']}`)
        .toSorted(),
    ).toEqual(['a id', 'b w']);
  });

  test('name their host by node=', () => {
    expect(auditdOf(...records.map((record) => `node=web1 ${record}`))).toMatchObject([{ ...expected, Dvc: 'web1' }]);
  });

  test('have numbers where no auditd runs', () => {
    const kernel = [syscall(), execve('argc=1 a0="id"')].map(
      (record) =>
        `audit: ${record.replace('type=SYSCALL msg=', 'type=1300 ').replace('type=EXECVE msg=', 'type=1309 ')}`,
    );
    expect(auditdRows(syslogRows(kernel, 'kernel'))).toMatchObject([{ TargetProcessCommandLine: 'id' }]);
  });

  test('give the time, the users and the session', () => {
    const more = '\x1dARCH=x86_64 SYSCALL=execve AUID="ann" UID="www-data" GID="www-data" EUID="root"';
    expect(auditdOf(syscall({ more }))).toMatchObject([
      {
        EventStartTime: '2023-11-14T22:13:20.0010000Z',
        EventOriginalUid: ID,
        ActorUserId: '33',
        ActorUsername: 'www-data',
        TargetUserId: '0',
        TargetUsername: 'root',
        TargetUserSessionId: '',
        TargetProcessId: '20',
        ActingProcessId: '10',
      },
    ]);
    expect(auditdOf(syscall({ more: '\x1dUID="unknown(33)" EUID="unset"' }))).toMatchObject([
      { ActorUsername: '', TargetUsername: '' },
    ]);
  });
});

describe('what is no execution', () => {
  const others: readonly (readonly [string, readonly string[]])[] = [
    ['a failed one', [syscall({ success: 'no', exit: '-2' })]],
    ['another call', [syscall({ syscall: 2 })]],
    ["another architecture's number", [syscall({ arch: '40000003', syscall: 59 })]],
    ['an event without its SYSCALL record', [execve('argc=1 a0="id"')]],
    ['a record in the middle of a line', [`sshd: invalid user ${syscall()}`]],
  ];
  test.each(others)('%s', (_, lines) => {
    expect(auditdOf(...lines)).toEqual([]);
  });

  test('what another program writes', () => {
    expect(auditdRows(syslogRows([syscall()], 'nginx'))).toEqual([]);
  });
});

describe('the calls that start a program', () => {
  test('are those of the audit log reader', () => {
    const archs = [
      'c000003e',
      '40000003',
      'c00000b7',
      '40000028',
      'c0000015',
      '80000015',
      '80000016',
      'c00000f3',
      'c0000102',
    ];
    const numbers = [...Array.from({ length: 600 }, (_, at) => at), 0x40000000 + 520, 0x40000000 + 545];
    for (const arch of archs) {
      for (const number of numbers) {
        const { kind } = callOf(arch, String(number), undefined);
        const call = `${arch} syscall=${number}`;
        const ours = [EXECUTION, FORK, CLONE].map((pattern) => findRegex(pattern, call) !== undefined);
        expect([call, ...ours]).toEqual([call, kind === 'exec', kind === 'fork', kind === 'clone']);
      }
    }
  });

  test.each(['1200011', '4111', '3d0f00', '10000', '10900', '11', 'fff'])('a clone with flags %s', (flags) => {
    expect(findRegex(THREAD, ` a0=${flags} `) !== undefined).toBe(makesThread(flags));
  });

  test('may run under another personality', () => {
    const line = syscall().replace(' success=', ' per=40000 success=');
    expect(auditdOf(line)).toHaveLength(1);
  });
});

describe('arguments', () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['in quotes', ['argc=3 a0="ls" a1="-la" a2="/tmp"'], 'ls -la /tmp'],
    ['in hexadecimal', [`argc=3 a0="sh" a1="-c" a2=${hex('id; echo "ä"\n')}`], 'sh -c id; echo "ä"\n'],
    ['of digits in hexadecimal', [`argc=2 a0="sleep" a1=${hex('10 ')}`], 'sleep 10 '],
    ['of hexadecimal digits in quotes', ['argc=2 a0="echo" a1="4142"'], 'echo 4142'],
    ['with what a URL escapes', ['argc=3 a0="curl" a1="a%20b+c" a2="%"'], 'curl a%20b+c %'],
    ['with the same in hexadecimal', [`argc=2 a0="curl" a1=${hex('a%20 b+c')}`], 'curl a%20 b+c'],
    ['without text', ['argc=3 a0="a" a1="" a2="b"'], 'a  b'],
    ['that look like others', [`argc=3 a0="x" a1="a2=4142" a2=${hex('y a1=7A')}`], 'x a2=4142 y a1=7A'],
    [
      'of more than one digit',
      [`argc=12 ${Array.from({ length: 12 }, (_, at) => `a${at}="${at}"`).join(' ')}`],
      '0 1 2 3 4 5 6 7 8 9 10 11',
    ],
    [
      'on several records, in any order',
      ['argc=12 a0="a" a1="b"', ` ${Array.from({ length: 10 }, (_, at) => `a${at + 2}="${at}"`).join(' ')}`],
      'a b 0 1 2 3 4 5 6 7 8 9',
    ],
    [
      'in pieces that cut a character',
      [`argc=2 a0="echo" a1_len=8 a1[0]=${hex('ä ').slice(0, 2)}`, ` a1[1]=${hex('ä ').slice(2)} a1[2]=${hex('b')}`],
      'echo ä b',
    ],
    ['in pieces in quotes', ['argc=3 a0="echo" a1_len=4 a1[0]="ab"', ' a1[1]="cd" a2="e"'], 'echo abcd e'],
    ['of which none is', ['argc=0 '], ''],
  ];
  test.each(cases)('%s', (_, records, expected) => {
    const lines = [syscall(), ...records.map((fields) => execve(fields))];
    expect(auditdOf(...lines)[0]?.['TargetProcessCommandLine']).toBe(expected);
    expect(auditdOf(...lines.toReversed())[0]?.['TargetProcessCommandLine']).toBe(expected);
  });
});

describe('the image', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['in quotes', '"/usr/bin/id"', '/usr/bin/id'],
    ['in hexadecimal', hex('/tmp/a b (deleted)'), '/tmp/a b (deleted)'],
    ['unknown', '(null)', ''],
    ['with what a URL escapes', '"/tmp/a%41+"', '/tmp/a%41+'],
    ['with fields in it', hex('/tmp/x exe="/usr/bin/id" uid=0'), '/tmp/x exe="/usr/bin/id" uid=0'],
  ];
  test.each(cases)('%s', (_, exe, expected) => {
    expect(auditdOf(syscall({ exe }))).toMatchObject([{ TargetProcessName: expected, ActorUserId: '33' }]);
  });
});

describe('parents', () => {
  const id = (serial: number): string => `1700000000.00${serial}:${serial}`;
  const event = syscall({ id: id(5), pid: 20, ppid: 10 });
  const acting = (...lines: readonly string[]): unknown => {
    // Executions are recorded from the start.
    const start = syscall({ id: id(0), pid: 4, ppid: 1, exe: '"/usr/bin/true"' });
    const elsewhere = `node=other ${start}`;
    const row = auditdOf(start, elsewhere, ...lines, event).find(({ EventOriginalUid }) => EventOriginalUid === id(5));
    return [
      row?.['ActingProcessName'],
      row?.['ActingProcessCommandLine'],
      row?.['ParentProcessId'],
      row?.['ParentProcessName'],
    ];
  };
  const nginx = { pid: 10, ppid: 3, exe: '"/usr/sbin/nginx"' };
  const shell = [syscall({ ...nginx, id: id(2), exe: '"/bin/sh"' }), execve('argc=2 a0="sh" a1="-i"', id(2))];

  test('are unknown if nothing was seen of them', () => {
    expect(acting()).toEqual(['', '', '', '']);
    expect(acting(syscall({ ...nginx, id: id(6) }))).toEqual(['', '', '', '']);
  });

  test('are what their pid executed last before', () => {
    expect(acting(syscall({ ...nginx, id: id(1) }), ...shell, syscall({ ...nginx, id: id(7) }))).toEqual([
      '/bin/sh',
      'sh -i',
      '3',
      '',
    ]);
  });

  test('show themselves by another call, and their command line by the execution before', () => {
    expect(acting(syscall({ ...nginx, id: id(1), syscall: 42 }))).toEqual(['/usr/sbin/nginx', '', '3', '']);
    expect(acting(...shell, syscall({ ...nginx, id: id(3), syscall: 42, exe: '"/bin/sh"' }))).toEqual([
      '/bin/sh',
      'sh -i',
      '3',
      '',
    ]);
    const deleted = hex('/usr/sbin/nginx (deleted)');
    expect(acting(syscall({ ...nginx, id: id(1), syscall: 42, exe: deleted }))).toEqual([
      '/usr/sbin/nginx',
      '',
      '3',
      '',
    ]);
  });

  test('run what made them, if a fork shows it', () => {
    const maker = { id: id(1), syscall: 56, a0: '1200011', exit: '10', pid: 3, ppid: 1, exe: '"/usr/sbin/apache2"' };
    expect(acting(syscall(maker))).toEqual(['/usr/sbin/apache2', '', '3', '/usr/sbin/apache2']);
    expect(acting(syscall({ ...maker, a0: '3d0f00' }))).toEqual(['', '', '', '']);
    expect(acting(syscall({ ...maker, success: 'no' }))).toEqual(['', '', '', '']);
  });

  test('have a parent of their own', () => {
    const server = syscall({ id: id(1), pid: 3, ppid: 1, exe: '"/usr/sbin/nginx"' });
    expect(acting(server, ...shell)).toEqual(['/bin/sh', 'sh -i', '3', '/usr/sbin/nginx']);
  });

  test('are not known from before executions were recorded', () => {
    const early = syscall({ ...nginx, id: id(1), syscall: 42 });
    const row = auditdOf(early, event).find(({ EventOriginalUid }) => EventOriginalUid === id(5));
    expect(row?.['ActingProcessName']).toBe('');
  });

  test('are of the same host', () => {
    expect(acting(...shell.map((line) => `node=other ${line}`))).toEqual(['', '', '', '']);
  });

  test('are not looked for if nobody asks', () => {
    const rows = auditdRows(syslogRows([...shell, event], 'audispd'), new Set(['TargetProcessName']));
    expect(rows.map(({ ActingProcessName }) => ActingProcessName)).toEqual(['', '']);
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(Object.keys(auditdOf(event)[0] ?? {}).toSorted());
  });
});
