import { describe, expect, test } from 'vitest';
import { asim } from '../../src/formats/asim/index.ts';
import { formats } from '../../src/formats/registry.ts';
import { sigmaJson } from '../../src/formats/sigma-json/index.ts';
import { readEventText } from './read-log.ts';

const ROW = {
  EventStartTime: '2026-11-24T08:00:00Z',
  Dvc: 'web01',
  TargetProcessName: '/usr/bin/id',
  TargetProcessId: '7',
};
const RECORD = { UtcTime: '2026-11-24 08:00:00', Computer: 'web01', Image: '/usr/bin/id', ProcessId: 7 };
const AUDIT = 'type=SYSCALL msg=audit(1795507200.000:1): arch=c000003e syscall=59 success=yes exit=0 pid=7 ppid=1';

const row = (more: object): string => JSON.stringify({ ...ROW, ...more });

describe('the format of a file is told by its content', () => {
  const told = (...lines: string[]): string | undefined => {
    const sample = Buffer.from(lines.join('\n'));
    return formats.find(({ sniff }) => sniff(sample))?.name;
  };
  const asimRow = JSON.stringify(ROW);
  const record = JSON.stringify(RECORD);

  test.each([
    ['a row', [asimRow], 'asim'],
    ['a record', [record], 'sigma-json'],
    ['a record below EventData', [JSON.stringify({ EventData: RECORD })], 'sigma-json'],
    ['audit records', [AUDIT], 'auditd'],
    ['a byte order mark', [`\uFEFF${asimRow}`], 'asim'],
    ['a row with the names that Sigma uses, too', [row({ Image: '/bin/x', CommandLine: 'x', ProcessId: 1 })], 'asim'],
    ['a row of another kind first', ['{"EventSchema":"NetworkSession"}', asimRow], 'asim'],
    ['a row that ends a process', ['{"EventSchema":"ProcessEvent","EventType":"ProcessTerminated"}'], 'asim'],
    ['the rest of a row first', [asimRow.slice(20), asimRow], 'asim'],
    ['empty lines first', ['', ' ', record], 'sigma-json'],
    ['an audit record inside a value', [row({ TargetProcessCommandLine: AUDIT })], 'asim'],
    ['a row inside an audit log', [AUDIT, asimRow], 'auditd'],
    ['a row inside a record', [`${AUDIT} comm="${asimRow}"`], 'auditd'],
    ['a row as a text', [JSON.stringify({ message: asimRow })], undefined],
    ['a row below another key', [JSON.stringify({ other: ROW })], undefined],
    ['a list of rows', [`[${asimRow}]`], undefined],
    ['a command line alone', ['{"CommandLine":"id"}'], undefined],
    ['nothing', [''], undefined],
  ])('%s', (_, lines, name) => expect(told(...lines)).toBe(name));
});

describe('every line is an event, one of another kind, or a problem with its place', () => {
  test.each([
    ['line-too-long', row({ TargetProcessCommandLine: 'x'.repeat(2000) })],
    ['line-not-json', `${JSON.stringify(ROW)},`],
    ['line-not-json', '['.repeat(100_000)],
    ['line-not-json', `{"TargetProcessName":${'{"a":'.repeat(50_000)}`],
    ['line-not-object', '"text"'],
    ['event-bad-time', row({ EventStartTime: '24.11.2026' })],
    ['event-no-process', row({ TargetProcessName: {} })],
  ])('%s', (code, line) => {
    const limit = code === 'line-too-long' ? 1000 : undefined;
    const { events, problems, counts } = readEventText(asim, `${row({})}\n${line}\n${row({})}`, limit);
    expect(problems.map((each) => [each.code, each.at?.source, each.at?.line])).toEqual([[code, 'input.log', 2]]);
    expect(events).toHaveLength(2);
    expect(counts).toMatchObject({ lines: 3, records: 2, events: 2, skipped: 1, others: 0 });
  });

  test('depth that is no damage is no problem', () => {
    const line = row({ deep: 0 }).replace('"deep":0', `"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(readEventText(asim, line).events).toHaveLength(1);
  });

  test('a cut last line', () => {
    const { events, problems } = readEventText(asim, `${row({})}\n${row({}).slice(0, 40)}`);
    expect(events).toHaveLength(1);
    expect(problems.map(({ at }) => at?.line)).toEqual([2]);
  });

  test('other kinds are counted', () => {
    const content = `${row({ EventType: 'ProcessTerminated' })}\n${row({ EventSchema: 'Dns' })}\n\n${row({})}`;
    expect(readEventText(asim, content).counts).toMatchObject({ lines: 4, records: 3, others: 2, events: 1, blank: 1 });
    const sysmon = `${JSON.stringify({ ...RECORD, EventID: 3 })}\n${JSON.stringify({ ...RECORD, EventID: 1 })}`;
    expect(readEventText(sigmaJson, sysmon).counts).toMatchObject({ records: 2, others: 1, events: 1 });
  });
});

describe('values', () => {
  const columnOf = (value: string, column = 'TargetProcessId'): unknown => {
    const { events } = readEventText(
      asim,
      `{"TargetProcessName":"x","EventStartTime":"2026-11-24","${column}":${value}}`,
    );
    return (events[0]?.columns as Record<string, unknown> | undefined)?.[column];
  };
  test.each([
    ['18446744073709551615', '18446744073709551615'],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['1e3', '1000'],
    ['"007"', '007'],
    ['true', 'true'],
    ['null', ''],
    ['[7]', ''],
    ['{"a":7}', ''],
    ['1,"TargetProcessId":2', '2'],
    ['1,"\\u0054argetProcessId":2', '2'],
    ['1,"nested":{"TargetProcessId":2}', '1'],
    ['1,"__proto__":{"TargetProcessId":2}', '1'],
    ['"\\ud800"', '\ud800'],
    ['"\\u0000\\u001b"', '\u0000\u001b'],
    ['"\\",\\"TargetProcessId\\":\\"2"', '","TargetProcessId":"2'],
  ])('%s', (written, value) => expect(columnOf(written)).toBe(value));

  test("keys of the prototype are nobody's columns", () => {
    const { events } = readEventText(
      asim,
      '{"__proto__":{"TargetProcessName":"/bin/no"},"EventStartTime":"2026-11-24"}',
    );
    expect(events).toEqual([]);
    expect(({} as Record<string, unknown>)['TargetProcessName']).toBeUndefined();
  });

  test('bytes that are no UTF-8 are shown as such', () => {
    const content = Buffer.from(row({ TargetProcessCommandLine: 'a\xe9b' }), 'latin1');
    expect(readEventText(asim, content).events[0]?.columns.TargetProcessCommandLine).toBe('a\uFFFDb');
  });

  test('a byte order mark, and CRLF', () => {
    const { events, problems } = readEventText(asim, `\uFEFF${row({})}\r\n${row({})}\r\n`);
    expect([events.length, problems]).toEqual([2, []]);
  });
});

describe('identity', () => {
  const uid = (more: object): string | undefined => readEventText(asim, row(more)).events[0]?.columns.EventOriginalUid;

  test("is the source's own", () => expect(uid({ EventOriginalUid: '1795507200.000:1' })).toBe('1795507200.000:1'));
  test('else made of time, names and command line, however they are written', () => {
    const made = uid({});
    expect(made).toMatch(/^[0-9a-f]{32}$/);
    expect(uid({ EventStartTime: '2026-11-24T09:00:00+01:00', TimeGenerated: '2026-12-01', Dvc: 'x' })).toBe(made);
    for (const more of [
      { EventStartTime: '2026-11-24T08:00:00.001Z' },
      { TargetProcessName: '/usr/bin/whoami' },
      { TargetProcessCommandLine: 'id' },
      { ActingProcessName: '/bin/sh' },
    ])
      expect(uid(more)).not.toBe(made);
  });
  test('stays what it is when the row is written and read again', () => {
    const [event] = readEventText(asim, row({})).events;
    const [again] = readEventText(asim, JSON.stringify({ ...event?.columns, TargetProcessCommandLine: 'new' })).events;
    expect(again?.columns.EventOriginalUid).toBe(event?.columns.EventOriginalUid);
  });
});

describe('the processes above', () => {
  const namesOf = (more: object): (string | undefined)[] => {
    const names: (string | undefined)[] = [];
    const [event] = readEventText(asim, row(more)).events;
    for (let node = event?.process.parent; node !== undefined; node = node.parent) names.push(node.name);
    return names;
  };
  const acting = { ActingProcessName: '/bin/sh', ActingProcessId: 6, ParentProcessName: '/usr/sbin/apache2' };

  test('are the acting process and its parent', () =>
    expect(namesOf(acting)).toEqual(['/bin/sh', '/usr/sbin/apache2']));
  test('or the ancestors, where there are some', () => {
    const Ancestors = [
      { pid: '6', name: '/bin/sh' },
      { pid: '5', name: '/bin/b' },
      { pid: '1', name: '/sbin/init' },
    ];
    expect(namesOf({ ...acting, AdditionalFields: { Ancestors } })).toEqual(['/bin/sh', '/bin/b', '/sbin/init']);
  });
  test('are none where the row names none', () => expect(namesOf({})).toEqual([]));
  test('are cut where there are more than can be true', () => {
    const Ancestors = Array.from({ length: 5000 }, (_, pid) => ({ pid: String(pid), name: 'x' }));
    expect(namesOf({ AdditionalFields: JSON.stringify({ Ancestors }) })).toHaveLength(128);
  });
});
