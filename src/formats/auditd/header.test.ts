import { describe, expect, test } from 'vitest';
import { newHeader, readHeader } from './header.ts';

interface Read {
  readonly kind: string;
  readonly uid: string;
  readonly time: number;
  readonly serial: number;
  readonly host: string;
  readonly body: string;
}

function read(line: string): Read | undefined {
  const header = newHeader();
  const buffer = Buffer.from(`before${line}after`, 'latin1');
  const end = buffer.length - 5;
  if (!readHeader(buffer, 6, end, header)) return undefined;
  const { kind, time, serial, host, uidStart, uidEnd, body } = header;
  const uid = buffer.toString('latin1', uidStart, uidEnd);
  return { kind, uid, time, serial, host, body: buffer.toString('latin1', body, end) };
}

const RECORD = 'type=SYSCALL msg=audit(1795500378.222:18726): arch=c000003e';
const EXPECTED = { kind: 'syscall', uid: '1795500378.222:18726', time: 1795500378222, serial: 18726, host: '' };

describe('a record', () => {
  test('as auditd writes it', () => {
    expect(read(RECORD)).toEqual({ ...EXPECTED, body: ' arch=c000003e' });
  });
  test('with node=', () => {
    expect(read(`node=web1 ${RECORD}`)).toMatchObject({ ...EXPECTED, host: 'web1' });
    expect(read(`node=web2.example.org ${RECORD}`)?.host).toBe('web2.example.org');
  });
  test.each([
    ['1300', 'syscall'],
    ['UNKNOWN[1300]', 'syscall'],
    ['1309', 'execve'],
    ['CWD', 'cwd'],
    ['1302', 'path'],
    ['PROCTITLE', 'proctitle'],
    ['CONTAINER_ID', 'container'],
    ['DAEMON_START', 'daemon'],
    ['1203', 'daemon'],
    ['USER_CMD', 'other'],
    ['1420', 'other'],
    ['UNKNOWN[1420]', 'other'],
    ['constructor', 'other'],
  ])('of type %s is taken as %s', (type, kind) => {
    expect(read(RECORD.replace('SYSCALL', type))?.kind).toBe(kind);
  });
  test('without a body, with and without the last colon', () => {
    expect(read('type=EOE msg=audit(1.002:3): ')).toMatchObject({ time: 1002, serial: 3, body: ' ' });
    expect(read('type=EOE msg=audit(1.002:3):')?.body).toBe('');
    expect(read('type=EOE msg=audit(1.002:3)')?.body).toBe('');
    expect(read('type=DAEMON_CONFIG msg=audit(1.002:3) config changed')?.body).toBe(' config changed');
  });
  test('with the highest serial', () => expect(read('type=EOE msg=audit(1.002:4294967295):')?.serial).toBe(4294967295));
});

describe('a syslog header in front', () => {
  test.each([
    ['RFC 3164', `Nov 24 10:00:01 web1 audispd: ${RECORD}`],
    ['RFC 3164 with priority', `<134>Nov  4 10:00:01 web1 audispd: ${RECORD}`],
    ['a pid', `Nov 24 10:00:01 web1 audisp-syslog[711]: ${RECORD}`],
    ['auditd itself', `Nov 24 10:00:01 web1 auditd[5]: ${RECORD}`],
    ['a tag of rsyslog’s imfile', `Nov 24 10:00:01 web1 tag_audit_log: ${RECORD}`],
    ['ISO time', `2026-11-24T10:00:01.123456+00:00 web1 audispd: ${RECORD}`],
    ['ISO time in UTC', `2026-11-24T10:00:01Z web1 audispd: ${RECORD}`],
    ['RFC 5424', `<134>1 2026-11-24T10:00:01.123Z web1 audispd 711 - - ${RECORD}`],
    [
      'RFC 5424 with data and BOM',
      `<134>1 2026-11-24T10:00:01Z web1 audispd - - [a@1 b="c"][d@1] \xef\xbb\xbf${RECORD}`,
    ],
    ['the kernel', `Nov 24 10:00:01 web1 kernel: audit: ${RECORD.replace('SYSCALL', '1300').replace('msg=', '')}`],
    ['the kernel with its clock', `Nov 24 10:00:01 web1 kernel: [   12.345678] audit: ${RECORD.replace('msg=', '')}`],
    ['an old kernel', `Nov 24 10:00:01 web1 kernel: [12.345678] ${RECORD.replace('msg=', '')}`],
  ])('%s', (_, line) => {
    expect(read(line)).toEqual({ ...EXPECTED, host: 'web1', body: ' arch=c000003e' });
  });
  test('node= says more than the header', () => {
    expect(read(`Nov 24 10:00:01 relay audispd: node=web7 ${RECORD}`)?.host).toBe('web7');
  });
  test('the kernel’s line alone', () => {
    expect(read(`audit: ${RECORD.replace('SYSCALL', '1300').replace('msg=', '')}`)).toMatchObject(EXPECTED);
    expect(read(`[    3.000001] audit: ${RECORD}`)).toMatchObject(EXPECTED);
  });
});

describe('not a record', () => {
  test.each([
    ['nothing', ''],
    ['other text', 'hello world'],
    ['a record inside another program’s line', `Nov 24 10:00:01 web1 sshd[5]: ${RECORD}`],
    ['a record as a user logs it', `Nov 24 10:00:01 web1 mallory: ${RECORD}`],
    ['a record behind the message of an audit tool', `Nov 24 10:00:01 web1 auditd[5]: error: ${RECORD}`],
    ['a record behind a kernel message', `Nov 24 10:00:01 web1 kernel: usb 1-1: Product: ${RECORD}`],
    ['a record behind a blank', ` ${RECORD}`],
    ['a record behind a forged node', `node= ${RECORD}`.replace('node= ', 'node=x')],
    ['no stamp', 'type=SYSCALL arch=c000003e'],
    ['no type', 'type= msg=audit(1.002:3):'],
    ['an endless type', `type=${'A'.repeat(100)} msg=audit(1.002:3):`],
    ['a stamp that is cut', 'type=SYSCALL msg=audit(1795500378.222:18'],
    ['two digits of milliseconds', 'type=SYSCALL msg=audit(1795500378.22:18):'],
    ['a huge number of seconds', 'type=SYSCALL msg=audit(999999999999.222:18):'],
    ['a huge serial', 'type=SYSCALL msg=audit(1.222:99999999999):'],
    ['a negative time', 'type=SYSCALL msg=audit(-1.222:1):'],
    ['node only', 'node=web1'],
  ])('%s', (_, line) => {
    expect(read(line)).toBeUndefined();
  });
  test('what follows the end of the line does not count', () => {
    const header = newHeader();
    const buffer = Buffer.from(RECORD);
    for (let end = 0; end < RECORD.indexOf(')'); end += 1) expect(readHeader(buffer, 0, end, header)).toBe(false);
  });
});
