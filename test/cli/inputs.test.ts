import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { auditLog, WEB_SHELL } from './audit-lines.ts';
import { ATTACK, asNobody, folderWith, inShell, jsonLines, MAIN, shellhound } from './program.ts';

const LOG = auditLog(WEB_SHELL);
const HOST = ['--host', 'web01'];
const JSON_OUTPUT = [...HOST, '--output', 'json'];

/** The problems told, one a line, without their help. */
function problemsOf(stderr: string): string[] {
  return stderr.split('\n').filter((line) => /^\S*\s?(error|warning) \[/.test(line));
}

function inputsOf(report: string): string[] {
  const section = /\n {2}Inputs\n([\s\S]*?)\n\n/.exec(report)?.[1] ?? '';
  return section.split('\n').flatMap((line) => /^ {4}(\S+) {2}\(/.exec(line)?.[1] ?? []);
}

describe('what cannot be read is told, the rest is hunted in, and the exit code is 2', () => {
  test('a missing file', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const { code, stdout, stderr } = shellhound(['hunt', 'missing.log', 'audit.log', ...JSON_OUTPUT], { cwd });
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(stderr).toBe(
      'error [input-not-found] no such file or directory: missing.log\n  help: Check the path. The other inputs were read.\n',
    );
  });

  test('a file and a folder of somebody else', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'secret.log': LOG, 'secret/audit.log': LOG });
    execFileSync('chmod', ['000', join(cwd, 'secret.log'), join(cwd, 'secret')]);
    const { code, stdout, stderr } = asNobody(['hunt', 'secret.log', 'secret', 'audit.log', ...JSON_OUTPUT], { cwd });
    execFileSync('chmod', ['700', join(cwd, 'secret')]);
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(problemsOf(stderr)).toEqual([
      'error [input-unreadable] cannot read secret: permission denied',
      'error [input-unreadable] cannot read secret.log: permission denied',
    ]);
    expect(stderr).toContain('help: Audit logs can usually be read by root only');
  });

  test('a folder without logs', () => {
    const cwd = folderWith({ 'docs/readme.txt': 'nothing' });
    expect(shellhound(['hunt', 'docs'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error [input-no-logs] no log files in the directory docs\n  help: Expected files such as audit.log, audit.log.1 or audit.log.2.gz, here or in sub-directories.\n',
    });
  });

  test.each([
    ['text of another kind', Buffer.from('10.0.0.1 - - "GET / HTTP/1.1" 200\n')],
    ['bytes', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256))],
  ])('%s', (_, content) => {
    const cwd = folderWith({ 'other.log': content, 'audit.log': LOG });
    const { code, stdout, stderr } = shellhound(['hunt', 'other.log', 'audit.log', ...JSON_OUTPUT], { cwd });
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(problemsOf(stderr)).toEqual(['error [input-unknown-format] the format of other.log is not recognised']);
  });

  test('a gzip file that was cut is read up to there', () => {
    const whole = gzipSync(readFileSync(ATTACK));
    const cwd = folderWith({ 'cut.log.gz': whole.subarray(0, whole.length / 2), 'audit.log': LOG });
    const { code, stdout, stderr } = shellhound(['hunt', 'cut.log.gz', 'audit.log', ...JSON_OUTPUT], { cwd });
    expect(code).toBe(2);
    expect(jsonLines(stdout).length).toBeGreaterThan(1);
    expect(problemsOf(stderr)).toEqual(['error [input-damaged] the gzip data of cut.log.gz ends too early']);
  });

  test('a gzip file that is damaged', () => {
    const bytes = gzipSync(LOG).fill(0xff, 12);
    const cwd = folderWith({ 'bad.log.gz': bytes, 'audit.log': LOG });
    const { code, stdout, stderr } = shellhound(['hunt', 'bad.log.gz', 'audit.log', ...JSON_OUTPUT], { cwd });
    expect([code, jsonLines(stdout).length]).toEqual([2, 1]);
    expect(problemsOf(stderr)).toEqual(['error [input-damaged] the gzip data of bad.log.gz is damaged']);
  });

  test('a file of user names', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const { code, stdout, stderr } = shellhound(['hunt', 'audit.log', '--passwd', 'none', ...JSON_OUTPUT], { cwd });
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(problemsOf(stderr)).toEqual(['error [input-not-found] no such file or directory: none']);
  });

  test('a name with terminal escapes is shown, not obeyed', () => {
    const name = '\x1b[31m\x9b2J.log';
    const { code, stderr } = shellhound(['hunt', name], { cwd: folderWith({}) });
    expect(code).toBe(2);
    expect(stderr).toContain('no such file or directory: \\x1b[31m\\x9b2J.log');
    const cwd = folderWith({ [name]: LOG });
    const { stdout } = shellhound(['hunt', name, ...HOST], { cwd });
    expect(stdout).toContain('\\x1b[31m\\x9b2J.log');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });
});

test('an empty file is read, and nothing is claimed', () => {
  const cwd = folderWith({ 'empty.log': '' });
  const { code, stdout, stderr } = shellhound(['hunt', 'empty.log'], { cwd });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('No alerts, because no process creation was found in the inputs.');
});

describe('standard input', () => {
  test('is read for -', () => {
    const { code, stdout, stderr } = shellhound(['hunt', '-', ...JSON_OUTPUT], { input: LOG });
    expect([code, stderr]).toEqual([0, '']);
    expect(jsonLines(stdout).map(({ origin }) => origin.source)).toEqual(['-']);
  });

  test('may be packed, and may come in small pieces', () => {
    expect(jsonLines(shellhound(['hunt', '-', ...JSON_OUTPUT], { input: gzipSync(LOG) }).stdout)).toHaveLength(1);
    const cwd = folderWith({ 'audit.log': LOG, 'audit.log.gz': gzipSync(LOG) });
    for (const name of ['audit.log', 'audit.log.gz']) {
      const pieces = `head -c 1 ${name}; sleep 0.1; tail -c +2 ${name} | head -c 30; sleep 0.1; tail -c +32 ${name}`;
      const { code, stdout } = inShell(`{ ${pieces}; } | "$@" hunt - --host a --output json`, { cwd });
      expect([code, jsonLines(stdout).length]).toEqual([0, 1]);
    }
  });

  test('of another kind is told', () => {
    const { code, stderr } = shellhound(['hunt', '-', ...JSON_OUTPUT], { input: 'hello\n' });
    expect(code).toBe(2);
    expect(problemsOf(stderr)).toEqual(['error [input-unknown-format] the format of - is not recognised']);
  });

  test('may be empty or closed', () => {
    expect(shellhound(['hunt', '-', ...HOST], { input: '' }).code).toBe(0);
    expect(inShell('"$@" hunt - --host web01 <&-').code).toBe(0);
  });
});

describe('pipes', () => {
  test('are read where they are named, packed or not', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'audit.log.gz': gzipSync(LOG) });
    for (const name of ['audit.log', 'audit.log.gz']) {
      const line = `mkfifo pipe; cat ${name} > pipe & "$@" hunt pipe --host a --output json; rm pipe`;
      const { code, stdout, stderr } = inShell(line, { cwd });
      expect([code, jsonLines(stdout).length, stderr]).toEqual([0, 1, '']);
    }
  });

  test('in a folder are passed over', () => {
    const cwd = folderWith({ 'logs/audit.log': LOG });
    execFileSync('mkfifo', [join(cwd, 'logs/pipe.log')]);
    expect(inputsOf(shellhound(['hunt', 'logs', ...HOST], { cwd }).stdout)).toEqual(['logs/audit.log']);
  });
});

describe('one log in several files', () => {
  const lines = LOG.split('\n');
  const part = (from: number, to: number): string => `${lines.slice(from, to).join('\n')}\n`;

  test('rotated and packed parts in a folder are read oldest first, also where an event is in two of them', () => {
    const cwd = folderWith({
      'audit/audit.log': part(9, 12),
      'audit/audit.log.1': part(5, 9),
      'audit/audit.log.2.gz': gzipSync(part(2, 5)),
      'audit/audit.log.10.gz': gzipSync(part(0, 2)),
    });
    const { code, stdout, stderr } = shellhound(['hunt', 'audit', ...HOST], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('1 alert in 1 incident');
    expect(inputsOf(stdout)).toEqual([
      'audit/audit.log.10.gz',
      'audit/audit.log.2.gz',
      'audit/audit.log.1',
      'audit/audit.log',
    ]);
  });

  test('by date', () => {
    const cwd = folderWith({
      'audit.log': part(9, 12),
      'audit.log-20261102': part(5, 9),
      'audit.log-20261101.gz': gzipSync(part(0, 5)),
    });
    const { stdout } = shellhound(['hunt', '.', ...HOST], { cwd });
    expect(stdout).toContain('1 alert in 1 incident');
    expect(inputsOf(stdout)).toEqual(['audit.log-20261101.gz', 'audit.log-20261102', 'audit.log']);
  });
});

test('one file under many names is read once', () => {
  const cwd = folderWith({ 'logs/audit.log': LOG });
  symlinkSync('logs/audit.log', join(cwd, 'link.log'));
  linkSync(join(cwd, 'logs/audit.log'), join(cwd, 'hard.log'));
  const names = ['logs/audit.log', 'logs', './logs/audit.log', join(cwd, 'logs/audit.log'), 'link.log', 'hard.log'];
  const { code, stdout } = shellhound(['hunt', ...names, ...HOST], { cwd });
  expect(code).toBe(0);
  expect(inputsOf(stdout)).toEqual(['logs/audit.log']);
  expect(stdout).toContain('1 alert in 1 incident');
});

test('a copy of a log is a second input, and raises nothing twice', () => {
  const cwd = folderWith({ 'audit.log': LOG });
  copyFileSync(join(cwd, 'audit.log'), join(cwd, 'copy.log'));
  const { stdout } = shellhound(['hunt', 'audit.log', 'copy.log', ...HOST], { cwd });
  expect(inputsOf(stdout)).toEqual(['audit.log', 'copy.log']);
  expect(stdout).toContain('1 alert in 1 incident');
});

describe('logs of several machines', () => {
  const [apache, shell, whoami] = WEB_SHELL;
  const server = auditLog([apache, shell].filter((each) => each !== undefined));
  const visitor = auditLog([whoami].filter((each) => each !== undefined));

  test('that do not name their host do not mix their processes', () => {
    const cwd = folderWith({ 'a/audit.log': server, 'b/audit.log': visitor });
    const { code, stdout, stderr } = shellhound(['hunt', '.', '--output', 'json'], { cwd });
    expect([code, stdout]).toEqual([0, '']);
    expect(problemsOf(stderr)).toEqual([
      'warning [host-unknown] the records of a/audit.log do not name their host',
      'warning [host-unknown] the records of b/audit.log do not name their host',
    ]);
  });

  test('that name their hosts stand in one file and do not mix their processes', () => {
    const named = (node: string, log: string): string => log.replace(/^(?=type=)/gm, `node=${node} `);
    const cwd = folderWith({
      'two.log': named('a', server) + named('b', visitor),
      'one.log': auditLog(WEB_SHELL.map((exec) => ({ ...exec, node: 'a' }))),
    });
    expect(shellhound(['hunt', 'two.log', '--output', 'json'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    const [alert] = jsonLines(shellhound(['hunt', 'one.log', '--output', 'json'], { cwd }).stdout);
    expect(alert.host).toBe('a');
  });

  test('as one log, the same records are an alert', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    expect(jsonLines(shellhound(['hunt', '.', ...JSON_OUTPUT], { cwd }).stdout)).toHaveLength(1);
  });
});

/** Runs a script in which /var/log is an empty file system of its own; the machine's is not touched. */
const PRIVATE = process.getuid?.() === 0 ? ['-m'] : ['-r', '-m'];
const canMount = spawnSync('unshare', [...PRIVATE, 'mount', '-t', 'tmpfs', 'none', '/var/log']).status === 0;

function withOwnLogs(script: string): { code: number | null; stdout: string; stderr: string } {
  const lines = `mount -t tmpfs none /var/log; ${script}`;
  const args = [...PRIVATE, 'sh', '-c', lines, 'sh', process.execPath, MAIN];
  const { status, stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe.skipIf(!canMount)('without a file', () => {
  test('on a machine without an audit log the error says so', () => {
    expect(withOwnLogs('"$@" hunt')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error [input-no-local-log] this machine has no audit log (/var/log/audit/audit.log)\n  help: Name the files or directories to read; see `shellhound hunt --help`.\n',
    });
  });

  test("this machine's log is read, rotated parts too, under its name", () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const copy = `mkdir /var/log/audit; head -n 5 ${cwd}/audit.log > /var/log/audit/audit.log.1; tail -n +6 ${cwd}/audit.log > /var/log/audit/audit.log; touch /var/log/audit/other.log`;
    const { code, stdout, stderr } = withOwnLogs(`${copy}; hostname > ${cwd}/name; "$@" hunt --output json`);
    expect([code, stderr]).toEqual([0, '']);
    const [alert, ...more] = jsonLines(stdout);
    expect(more).toEqual([]);
    expect(alert.host).toBe(readFileSync(join(cwd, 'name'), 'utf8').trim());
  });
});

test('an unreadable folder below the one that is named is told', () => {
  const cwd = folderWith({ 'logs/audit.log': LOG });
  mkdirSync(join(cwd, 'logs/private'), { mode: 0 });
  const { code, stdout, stderr } = asNobody(['hunt', 'logs', ...JSON_OUTPUT], { cwd });
  expect(code).toBe(2);
  expect(jsonLines(stdout)).toHaveLength(1);
  expect(problemsOf(stderr)).toEqual(['error [input-unreadable] cannot read logs/private: permission denied']);
});
