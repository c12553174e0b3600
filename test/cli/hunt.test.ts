import { describe, expect, test } from 'vitest';
import { auditLog, type Exec, START, WEB_SHELL } from './audit-lines.ts';
import { expectGolden } from './golden.ts';
import { ATTACK, folderWith, jsonLines, ROOT, shellhound } from './program.ts';

const CAPTURES = 'hunts/linux-webshell/captures';
const LOG = auditLog(WEB_SHELL);
const JSON_OUTPUT = ['--host', 'web01', '--output', 'json'];

/** The output without what differs from run to run and from checkout to checkout. */
function stable(text: string): string {
  return text.replaceAll(`${ROOT}/`, '').replace(/^(shellhound) \S+, \S+, [\d.]+ s$/m, '$1 VERSION, TIME, SECONDS');
}

function hunt(log: string, ...flags: string[]): ReturnType<typeof shellhound> {
  return shellhound(['hunt', 'audit.log', ...flags], { cwd: folderWith({ 'audit.log': log }) });
}

test('the main job on the bundled captures', () => {
  const { code, stdout, stderr } = shellhound(['hunt', CAPTURES]);
  expect(code).toBe(0);
  expectGolden('hunt-captures.txt', stable(stdout));
  expectGolden('hunt-captures.stderr.txt', stable(stderr));
});

describe('--output', () => {
  test('json: one alert a line, with the documented keys in their order', () => {
    const { code, stdout, stderr } = hunt(LOG, ...JSON_OUTPUT);
    expect([code, stderr]).toEqual([0, '']);
    const [alert, ...more] = jsonLines(stdout);
    expect(more).toEqual([]);
    expect(Object.keys(alert).join(' ')).toBe(
      'id time rule host user process lineage matched excludedBy incident event origin',
    );
    expect(alert).toMatchObject({
      time: '2026-11-24T08:00:02.000Z',
      host: 'web01',
      process: { pid: '511', name: '/usr/bin/whoami', commandLine: 'whoami', currentDirectory: '/var/www' },
      excludedBy: null,
      origin: { source: 'audit.log', line: 9, serial: '102' },
    });
  });

  test('json --incidents: one incident a line', () => {
    const [incident, ...more] = jsonLines(hunt(LOG, ...JSON_OUTPUT, '--incidents').stdout);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({ host: 'web01', alertCount: 1, root: { name: '/usr/sbin/apache2', pid: '500' } });
  });

  test('csv: a head and one alert a line', () => {
    const lines = hunt(LOG, '--host', 'web01', '--output', 'csv').stdout.split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^time,level,rule,/);
  });

  test('html: one document', () => {
    const { stdout } = hunt(LOG, '--host', 'web01', '--output', 'html');
    expect(stdout).toMatch(/^<!doctype html>/i);
    expect(stdout.trimEnd()).toMatch(/<\/html>$/);
  });
});

test('--stats: the counts as one line of JSON on standard error', () => {
  const { stderr } = hunt(LOG, ...JSON_OUTPUT, '--stats');
  const { seconds, ...counts } = JSON.parse(stderr);
  expect(seconds).toBeGreaterThan(0);
  expect(counts).toEqual({
    lines: 12,
    records: 12,
    events: 3,
    others: 0,
    skipped: 0,
    lost: 0,
    incomplete: 0,
    unknownParents: 1,
    evicted: 0,
    alerts: 1,
    excluded: 0,
    incidents: 1,
    rules: { loaded: 1, unsupported: 0, unindexed: [] },
  });
});

describe('--fail-on', () => {
  test.each([
    ['low', 1],
    ['high', 1],
    ['critical', 0],
  ])('%s', (level, code) => {
    expect(hunt(LOG, ...JSON_OUTPUT, '--fail-on', level).code).toBe(code);
  });

  test('nothing found is 0; an input that is missing is 2 in any case', () => {
    expect(hunt('', ...JSON_OUTPUT, '--fail-on', 'low').code).toBe(0);
    expect(hunt(LOG, 'missing.log', ...JSON_OUTPUT, '--fail-on', 'low').code).toBe(2);
  });
});

const EXCLUSION = `title: Whoami is harmless
id: 99999999-2222-4333-8444-555555555555
logsource: {category: process_creation, product: linux}
filter:
  rules: any
  harmless:
    Image|endswith: /whoami
  condition: not harmless
`;

describe('exclusions', () => {
  const files = { 'audit.log': LOG, 'own.yml': EXCLUSION };
  const run = (...flags: string[]): ReturnType<typeof shellhound> =>
    shellhound(['hunt', 'audit.log', ...JSON_OUTPUT, ...flags], { cwd: folderWith(files) });

  test('hide alerts, and count them', () => {
    const { code, stdout, stderr } = run('--exclusions', 'own.yml', '--stats', '--fail-on', 'low');
    expect([code, stdout]).toEqual([0, '']);
    expect(JSON.parse(stderr)).toMatchObject({ alerts: 0, excluded: 1 });
  });

  test('--show-excluded writes them with the id of the exclusion', () => {
    const [alert] = jsonLines(run('--exclusions', 'own.yml', '--show-excluded').stdout);
    expect(alert.excludedBy).toBe('99999999-2222-4333-8444-555555555555');
  });

  test('--no-exclusions uses none', () => {
    const benign = `${CAPTURES}/apache-php-benign`;
    const all = jsonLines(shellhound(['hunt', benign, '--output', 'json', '--no-exclusions']).stdout);
    const shown = jsonLines(shellhound(['hunt', benign, '--output', 'json', '--show-excluded']).stdout);
    expect(all.length).toBe(shown.length);
    expect(all.every(({ excludedBy }) => excludedBy === null)).toBe(true);
  });

  test('that cannot be read are told', () => {
    const { code, stderr } = run('--exclusions', 'missing.yml');
    expect(code).toBe(2);
    expect(stderr).toContain('error [rules-not-found] no such rule file or folder: missing.yml');
    expect(stderr).not.toContain('sigma-filter-unknown-rule');
  });
});

test('--redact masks secrets in every format', () => {
  const secret = 'hunter2-correct-horse';
  const log = auditLog([
    ...WEB_SHELL.slice(0, 1),
    { pid: 600, ppid: 500, exe: '/usr/bin/cat', argv: ['cat', `--password=${secret}`] },
  ]);
  for (const format of ['text', 'json', 'csv', 'html']) {
    if (format === 'text') expect(hunt(log).stdout).toContain(secret);
    expect(hunt(log, '--output', format, '--redact').stdout, format).not.toContain(secret);
  }
});

test.each([
  [['--since', '2026-11-24T08:00:02Z'], 1],
  [['--since', '2026-11-24T08:00:02.001Z'], 0],
  [['--until', '2026-11-24T08:00:02Z'], 1],
  [['--until', '2026-11-24T10:00:01.999+02:00'], 0],
  [['--since', '2026-11-24', '--until', '2026-11-25'], 1],
])('%j: events outside are not matched, and still tell who their children are', (flags, alerts) => {
  expect(jsonLines(hunt(LOG, ...JSON_OUTPUT, ...flags).stdout)).toHaveLength(alerts);
});

describe('--lineage', () => {
  const [server, shell] = WEB_SHELL;
  const below = (depth: number): Exec[] => {
    const shells = Array.from({ length: depth }, (_, at) => ({ pid: 510 + at, ppid: at === 0 ? 500 : 509 + at }));
    const base = shell ?? { pid: 0, ppid: 0, exe: '', argv: [] };
    return [
      ...(server === undefined ? [] : [server]),
      ...shells.map((each) => ({ ...base, ...each })),
      { pid: 600, ppid: depth === 0 ? 500 : 509 + depth, exe: '/usr/bin/whoami', argv: ['whoami'] },
    ];
  };
  test.each([
    ['strict', [1, 0, 0]],
    ['asim', [1, 1, 0]],
    ['ancestors', [1, 1, 1]],
  ])('%s: alerts on a child, a grandchild, and one below', (mode, alerts) => {
    const found = [0, 1, 2].map((depth) => hunt(auditLog(below(depth)), ...JSON_OUTPUT, '--lineage', mode).stdout);
    expect(found.map((stdout) => jsonLines(stdout).length)).toEqual(alerts);
  });
});

describe('who and where', () => {
  test('--passwd names users', () => {
    const cwd = folderWith({
      'audit.log': LOG,
      passwd: 'root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/:/bin/false\nbroken\n',
    });
    const run = (...flags: string[]): ReturnType<typeof shellhound> =>
      shellhound(['hunt', 'audit.log', ...JSON_OUTPUT, ...flags], { cwd });
    expect(jsonLines(run().stdout)[0].user).toBe('33');
    expect(jsonLines(run('--passwd', 'passwd').stdout)[0].user).toBe('www-data');
  });

  test('--host names the host of records that do not', () => {
    const named = auditLog(WEB_SHELL.map((exec) => ({ ...exec, node: 'web02' })));
    expect(jsonLines(hunt(named, ...JSON_OUTPUT).stdout)[0].host).toBe('web02');
    const { code, stdout, stderr } = hunt(LOG, '--output', 'json');
    expect([code, jsonLines(stdout)[0].host]).toEqual([0, 'unknown']);
    expect(stderr).toBe(
      'warning [host-unknown] the records of audit.log do not name their host\n  help: Name it with --host NAME, or let auditd write it (name_format = HOSTNAME in auditd.conf).\n',
    );
  });

  test('the host is part of the id of an alert, the path is not', () => {
    const id = (log: string, ...flags: string[]): string =>
      jsonLines(hunt(log, '--output', 'json', ...flags).stdout)[0].id;
    expect(id(LOG, '--host', 'a')).toBe(id(LOG, '--host', 'a', '--lineage', 'ancestors'));
    expect(id(LOG, '--host', 'a')).not.toBe(id(LOG, '--host', 'b'));
    expect(id(auditLog(WEB_SHELL.map((exec) => ({ ...exec, node: 'a' }))))).toBe(id(LOG, '--host', 'a'));
  });
});

test('--format reads a file as what it is said to be, and counts what does not fit', () => {
  const { code, stdout, stderr } = hunt('hello\n', '--format', 'auditd', '--output', 'json', '--stats');
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toContain('audit.log:1:1 warning [auditd-not-a-record] this line is not an audit record\n  | hello\n');
  expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ lines: 1, skipped: 1 });
});

test('two runs over the same log write the same bytes', () => {
  const once = (): string => shellhound(['hunt', ATTACK, '--output', 'json']).stdout;
  expect(once()).toBe(once());
});

test('times before the year 2001 and after 2038 are times', () => {
  const times = [1, 4_102_444_800].map((time) => auditLog(WEB_SHELL.map((exec, at) => ({ ...exec, time: time + at }))));
  expect(times.map((log) => jsonLines(hunt(log, ...JSON_OUTPUT).stdout)[0]?.time)).toEqual([
    '1970-01-01T00:00:03.000Z',
    '2100-01-01T00:00:02.000Z',
  ]);
  expect(new Date(START * 1000).toISOString()).toBe('2026-11-24T08:00:00.000Z');
});

test('says once, of lines that have no audit records, that rules about these find nothing there', () => {
  const rule = `
title: Calls
id: 11111111-1111-4111-8111-111111111111
logsource: { product: linux, service: auditd }
detection: { selection: { type: SYSCALL, comm: id }, condition: selection }
level: low
`;
  const line = '{"Image":"/usr/bin/id","ProcessId":1,"UtcTime":"2026-11-24 08:00:00","Computer":"a"}\n';
  const others = '{"EventID":3,"Image":"/usr/bin/id","ProcessId":1}\n';
  const cwd = folderWith({ 'a.ndjson': line + others, 'b.ndjson': line, 'rule.yml': rule, 'audit.log': LOG });
  const run = (...files: string[]) =>
    shellhound(['hunt', ...files, '--rules', 'rule.yml', '--no-exclusions', '--host', 'a', '--stats'], { cwd });
  const { stderr } = run('a.ndjson', 'b.ndjson');
  expect(stderr.split('\n').filter((each) => each.includes('records-not-told'))).toEqual([
    'warning [records-not-told] rules with `service: auditd` find nothing in a.ndjson: the format sigma-json has no audit records',
  ]);
  expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ events: 2, others: 1 });
  expect(run('audit.log').stderr).not.toContain('records-not-told');
});
