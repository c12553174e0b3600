import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditLog, WEB_SHELL } from './audit-lines.ts';
import { folderWith, jsonLines, type Ran, shellhound } from './program.ts';

const LOG = auditLog(WEB_SHELL);

function kql(cwd: string, query: string, ...args: string[]): Ran {
  return shellhound(['kql', query, '--output', 'json', ...args], { cwd });
}

describe('kql --events', () => {
  test('asks what is stored, and logs beside it', () => {
    const cwd = folderWith({ 'a.log': LOG, 'b.log': LOG });
    shellhound(['normalize', 'a.log', '--host', 'a', '--events', 'store'], { cwd });
    const query = 'imProcessCreate | summarize Events = count() by Dvc | sort by Dvc asc';
    const stored = kql(cwd, query, '--events', 'store');
    expect([stored.code, stored.stderr]).toEqual([0, '']);
    expect(jsonLines(stored.stdout)).toEqual([{ Dvc: 'a', Events: 3 }]);
    expect(jsonLines(kql(cwd, query, '--events', 'store', '--data', 'b.log', '--host', 'b').stdout)).toEqual([
      { Dvc: 'a', Events: 3 },
      { Dvc: 'b', Events: 3 },
    ]);
  });

  test('under all names of process events', () => {
    const cwd = folderWith({ 'a.log': LOG });
    shellhound(['normalize', 'a.log', '--host', 'a', '--events', 'store'], { cwd });
    const count = (source: string) => jsonLines(kql(cwd, `${source} | count`, '--events', 'store').stdout)[0]?.Count;
    expect(count('imProcessCreate')).toBe(3);
    expect(count('ASimProcessEventLogs')).toBe(3);
    expect(count('_Im_ProcessCreate')).toBe(3);
    expect(count('_Im_ProcessCreate(actingprocess_has_any=dynamic(["apache2"]))')).toBe(1);
    expect(count('_Im_ProcessCreate(starttime=datetime(2030-01-01))')).toBe(0);
    expect(count("DeviceProcessEvents | where InitiatingProcessFileName == 'apache2'")).toBe(1);
  });

  test('an empty store, and a folder that is none', () => {
    const cwd = folderWith({ 'empty.log': '', 'docs/x': '' });
    shellhound(['normalize', 'empty.log', '--host', 'a', '--events', 'store'], { cwd });
    expect(jsonLines(kql(cwd, 'imProcessCreate | count', '--events', 'store').stdout)).toEqual([{ Count: 0 }]);
    const { code, stdout, stderr } = kql(cwd, 'imProcessCreate | count', '--events', 'docs');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error [store-none] docs holds no events');
  });
});

describe('kql --table', () => {
  const NDJSON = [
    { a: 1, b: { x: [1, null] }, t: '2026-11-24T01:02:03.5Z', s: 'x', m: 1, big: 2 ** 64, f: 1.5, ok: true },
    { a: 2, b: { y: 'z' }, s: null, m: 'two', late: 'here' },
  ]
    .map((row) => JSON.stringify(row))
    .join('\n');

  test('NDJSON: types of KQL, what is nested as it stands there', () => {
    const cwd = folderWith({ 'n.ndjson': NDJSON });
    const types = jsonLines(kql(cwd, 'T | getschema | project ColumnName, ColumnType', '--table', 'T=n.ndjson').stdout);
    expect(Object.fromEntries(types.map(({ ColumnName, ColumnType }) => [ColumnName, ColumnType]))).toMatchObject({
      ...{ a: 'long', b: 'dynamic', t: 'datetime', s: 'string', m: 'dynamic', f: 'real', ok: 'bool', late: 'string' },
    });
    const rows = jsonLines(kql(cwd, 'T | project a, b, t, s, m, late', '--table', 'T=n.ndjson').stdout);
    expect(rows).toEqual([
      { a: 1, b: { x: [1, null] }, t: '2026-11-24T01:02:03.5000000Z', s: 'x', m: 1, late: '' },
      { a: 2, b: { y: 'z' }, t: null, s: '', m: 'two', late: 'here' },
    ]);
  });

  test('CSV, joined with events', () => {
    const cwd = folderWith({ 'a.log': LOG, 'a.csv': 'host,owner\nweb01,"O\'Neil ""x"""\ndb01,Ann\n' });
    const query = 'Assets | join kind=inner imProcessCreate on $left.host == $right.Dvc | summarize count() by owner';
    const { stdout, stderr } = kql(cwd, query, '--data', 'a.log', '--host', 'web01', '--table', 'Assets=a.csv');
    expect(stderr).toBe('');
    expect(jsonLines(stdout)).toEqual([{ owner: 'O\'Neil "x"', count_: 3 }]);
  });

  test('Parquet: a part of the store itself', () => {
    const cwd = folderWith({ 'a.log': LOG });
    shellhound(['normalize', 'a.log', '--host', 'a', '--events', 'store'], { cwd });
    const { parts } = JSON.parse(readFileSync(join(cwd, 'store/manifest.json'), 'utf8'));
    const query =
      'P | where EventStartTime > datetime(2026-11-24) | count; P | getschema | where ColumnName == "EventCount"';
    const [count, type] = jsonLines(kql(cwd, query, '--table', `P=store/${parts[0].file}`).stdout);
    expect([count.Count, type.ColumnType]).toEqual([3, 'int']);
  });

  test('rows for a table that is known get its columns and types', () => {
    const rows = '{"EventID":4688,"Computer":1,"Own":"x"}\n';
    const cwd = folderWith({ 's.ndjson': rows });
    const query = 'SecurityEvent | project EventID, Computer, Own, CommandLine, TimeGenerated';
    expect(jsonLines(kql(cwd, query, '--table', 'SecurityEvent=s.ndjson').stdout)).toEqual([
      { EventID: 4688, Computer: '1', Own: 'x', CommandLine: '', TimeGenerated: null },
    ]);
  });

  test('what cannot be a table', () => {
    const cwd = folderWith({ 'n.ndjson': NDJSON, 'x.txt': 'x', 'bad.ndjson': '{"a":', 'bad.parquet': 'x' });
    const fails = (table: string) => kql(cwd, 'print 1', '--table', table);
    for (const table of ['T', '=n.ndjson', 'a-b=n.ndjson', 'imProcessCreate=n.ndjson', 'syslog=n.ndjson'])
      expect([table, fails(table).code]).toEqual([table, 2]);
    expect(kql(cwd, 'print 1', '--table', 'T=n.ndjson', '--table', 't=n.ndjson').stderr).toContain('named twice');
    expect(fails('T=nowhere.csv').stderr).toContain('[input-not-found]');
    expect(fails('T=x.txt').stderr).toContain('[table-unknown-format]');
    expect(fails('T=bad.ndjson')).toMatchObject({ code: 2, stderr: expect.stringContaining('[table-unreadable]') });
    expect(fails('T=bad.parquet')).toMatchObject({ code: 2, stderr: expect.stringContaining('[table-unreadable]') });
  });

  test('a known table without rows is empty, and that is said', () => {
    const cwd = folderWith({ 'n.ndjson': NDJSON });
    const { code, stdout, stderr } = kql(cwd, 'SecurityEvent | count', '--table', 'T=n.ndjson');
    expect([code, jsonLines(stdout)]).toEqual([0, [{ Count: 0 }]]);
    expect(stderr).toMatch(/^warning \[table-empty\] nothing here has rows of SecurityEvent/);
    expect(stderr.match(/table-empty/g)).toHaveLength(1);
  });
});

describe('Syslog', () => {
  test('has the lines of logs, as a workspace would', () => {
    const cwd = folderWith({
      'audit.log': LOG,
      messages: [
        `Nov 24 09:00:00 db01 audispd: node=db02 ${LOG.split('\n')[0]}`,
        '2026-11-24T10:00:00.250+01:00 web02 sysmon[99]: <Event>x</Event>',
        'Nov 24 09:00:00 web02 sshd[1]: Accepted',
        'no header at all',
      ].join('\n'),
    });
    const query = 'Syslog | project TimeGenerated, Computer, ProcessName, SyslogMessage';
    const rows = jsonLines(
      kql(cwd, query, '--data', 'audit.log', 'messages', '--format', 'auditd', '--host', 'h').stdout,
    );
    const lines = LOG.trimEnd().split('\n');
    expect(rows.slice(0, lines.length).map(({ SyslogMessage }) => SyslogMessage)).toEqual(lines);
    const [first] = rows;
    expect(first).toMatchObject({
      Computer: 'h',
      ProcessName: 'audisp-syslog',
      TimeGenerated: '2026-11-24T08:00:00.0000000Z',
    });
    expect(rows.slice(lines.length)).toEqual([
      { ...first, Computer: 'db02', SyslogMessage: `node=db02 ${lines[0]}` },
      {
        TimeGenerated: '2026-11-24T09:00:00.2500000Z',
        Computer: 'web02',
        ProcessName: 'sysmon',
        SyslogMessage: '<Event>x</Event>',
      },
      { TimeGenerated: null, Computer: 'web02', ProcessName: 'sshd', SyslogMessage: 'Accepted' },
      { TimeGenerated: null, Computer: 'h', ProcessName: '', SyslogMessage: 'no header at all' },
    ]);
  });
});
