import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditLog, WEB_SHELL } from './audit-lines.ts';
import { expectGolden } from './golden.ts';
import { asNobody, CAPTURES, folderWith, jsonLines, ROOT, shellhound } from './program.ts';

const LOG = auditLog(WEB_SHELL);
const RULE_ID = '818f7b24-0fba-4c49-a073-8b755573b9c7';
const RULE_FILE = join(ROOT, 'hunts/linux-webshell/rules/webshell_linux_recon.yml');

describe('normalize', () => {
  test('writes each process creation as one line, whose columns explain takes', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const { code, stdout, stderr } = shellhound(['normalize', 'audit.log', '--host', 'web01'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    const events = jsonLines(stdout);
    expect(events.map((event) => [event.Dvc, event.TargetProcessId, event.ActingProcessName])).toEqual([
      ['web01', '500', undefined],
      ['web01', '510', '/usr/sbin/apache2'],
      ['web01', '511', '/usr/bin/dash'],
    ]);
    const explained = shellhound(['explain', RULE_ID, '-'], { input: JSON.stringify(events[2]) });
    expect(explained.code).toBe(0);
    expect(explained.stdout).toMatch(/^match: Linux Webshell Indicators/);
  });

  test('--output csv, --stats', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const { stdout, stderr } = shellhound(['normalize', 'audit.log', '--host', 'a', '--output', 'csv', '--stats'], {
      cwd,
    });
    expect(stdout.trimEnd().split('\r\n')).toHaveLength(4);
    const { seconds, ...counts } = JSON.parse(stderr);
    expect(seconds).toBeGreaterThan(0);
    expect(counts).toMatchObject({ lines: 12, records: 12, events: 3, skipped: 0, lost: 0, unknownParents: 1 });
  });

  test('what cannot be read', () => {
    const { code, stdout, stderr } = shellhound(['normalize', 'missing.log']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error [input-not-found] no such file or directory: missing.log');
  });
});

describe('explain', () => {
  const uid = '1795507202.000:102';

  test('an event of a log, by the id, the title or the file of a rule', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const outputs = [RULE_ID, RULE_ID.toUpperCase(), 'Linux Webshell Indicators', RULE_FILE].map((rule) =>
      shellhound(['explain', rule, uid, '--data', 'audit.log'], { cwd }),
    );
    for (const { code, stderr } of outputs) expect([code, stderr]).toEqual([0, '']);
    expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
    expectGolden('explain-match.txt', outputs[0]?.stdout ?? '');
  });

  test('an alert of hunt --output json, and an event that does not match', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const alert = shellhound(['hunt', 'audit.log', '--output', 'json'], { cwd }).stdout;
    expect(shellhound(['explain', RULE_ID, '-'], { input: alert }).stdout).toMatch(/^match: /);
    const other = shellhound(['explain', RULE_ID, '1795507201.000:101', '--data', 'audit.log'], { cwd });
    expect(other.code).toBe(0);
    expect(other.stdout).toMatch(/^no match: /);
  });

  test('every rule of a file', () => {
    const rule = readFileSync(RULE_FILE, 'utf8');
    const cwd = folderWith({
      'audit.log': LOG,
      'two.yml': `${rule}\n---\n${rule.replace(RULE_ID, RULE_ID.replace('8', '9'))}`,
    });
    const { stdout } = shellhound(['explain', 'two.yml', uid, '--data', 'audit.log'], { cwd });
    expect(stdout.match(/^match: /gm)).toHaveLength(2);
  });

  test('no such rule, no such event, no such log', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'not.yml': 'title: [' });
    const errors = (...args: string[]): string => {
      const { code, stdout, stderr } = shellhound(['explain', ...args], { cwd });
      expect([code, stdout]).toEqual([2, '']);
      return stderr;
    };
    expect(errors('nothing', uid)).toContain("error [explain-no-rule] there is no usable rule 'nothing'");
    expect(errors('not.yml', uid)).toMatch(/not\.yml:\d+:\d+ error \[yaml-syntax\][\s\S]*explain-no-rule/);
    expect(errors(RULE_ID, '1.2:3', '--data', 'audit.log')).toContain(
      "error [explain-no-event] there is no event '1.2:3'",
    );
    expect(errors(RULE_ID, uid, '--data', 'gone.log')).toMatch(/input-not-found[\s\S]*explain-no-event/);
    expect(errors(RULE_ID, '.')).toContain('error [explain-unreadable] cannot read .: ');
  });

  test.each([
    ['hello', /explain-bad-event\] this is not an event: Unexpected token/],
    ['[]', /it is no JSON object/],
    ['{}', /it has no TargetProcessName/],
    ['{"TargetProcessName":"x","ActingProcessName":5}', /its ActingProcessName is no text/],
    ['{"TargetProcessName":"x","AdditionalFields":null}', /its AdditionalFields is no JSON object/],
    ['{"TargetProcessName":"x","AdditionalFields":{"Argv":"x"}}', /its Argv is no list of texts/],
    [
      '{"TargetProcessName":"x","AdditionalFields":{"Ancestors":[{"name":1}]}}',
      /its Ancestors is no list of processes/,
    ],
  ])('not an event: %s', (input, message) => {
    const { code, stderr } = shellhound(['explain', RULE_ID, '-'], { input });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

const BAD_RULE =
  'title: t\nlevel: low\nlogsource: {category: process_creation}\ndetection:\n  sel:\n    Imag: x\n  condition: sel\n';

describe('check', () => {
  test.each(['hunts', 'hunts/linux-webshell', 'hunts/linux-webshell/'])('%s is right', (path) => {
    const counts = '1 rule and 4 exclusions usable, 0 rules not usable, 0 errors\n';
    expect(shellhound(['check', path])).toEqual({ code: 0, stdout: counts, stderr: '' });
  });

  test('a broken rule: its place, exit code 1', () => {
    const { code, stdout } = shellhound(['check', 'bad.yml'], { cwd: folderWith({ 'bad.yml': BAD_RULE }) });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^bad\.yml:6:5 error \[sigma-unknown-field\] unknown field 'Imag'; did you mean 'Image'\?\n/,
    );
    expect(stdout).toMatch(/\n0 rules and 0 exclusions usable, 1 rule not usable, 1 error\n$/);
  });

  test('hunts in a folder, with other rules beside them', () => {
    const cwd = folderWith({
      'all/a/hunt.yml': 'titel: A\n',
      'all/a/rules/bad.yml': BAD_RULE,
      'all/loose.yml': BAD_RULE.replace('Imag: x', 'Imag: y'),
    });
    const { code, stdout } = shellhound(['check', 'all'], { cwd });
    expect(code).toBe(1);
    expect(stdout.match(/^\S+ error \[\S+\]/gm)).toEqual([
      'all/a/hunt.yml:1:1 error [hunt-unknown-key]',
      'all/a/hunt.yml:1:1 error [hunt-no-title]',
      'all/loose.yml:6:5 error [sigma-unknown-field]',
      'all/a/rules/bad.yml:6:5 error [sigma-unknown-field]',
    ]);
  });

  test('a path that is not there, or holds no rule: exit code 2', () => {
    const cwd = folderWith({ 'empty/readme.txt': '' });
    expect(shellhound(['check', 'missing.yml'], { cwd })).toMatchObject({ code: 2 });
    const { code, stdout } = shellhound(['check', 'empty'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('error [rules-none-in-folder] no rule file in the folder empty');
  });
});

describe('test', () => {
  test('the bundled hunt', () => {
    const { code, stdout, stderr } = shellhound(['test']);
    expect([code, stderr]).toEqual([0, '']);
    expectGolden('test-linux-webshell.txt', stdout);
  });

  const copy = (files: Readonly<Record<string, string>> = {}): string => {
    const cwd = folderWith({});
    cpSync(join(CAPTURES, 'apache-php-attack'), join(cwd, 'captures/one'), { recursive: true });
    for (const [name, text] of Object.entries(files)) spawnSync('tee', [join(cwd, name)], { input: text });
    return cwd;
  };

  test('what is not as expected is told by event, with exit code 1; --update makes it expected', () => {
    const cwd = copy({ 'captures/one/expected.json': `{"${RULE_ID}": ["1.000:1"]}` });
    const args = ['test', '--captures', 'captures/one'];
    const { code, stdout, stderr } = shellhound(args, { cwd });
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`one: missing ${RULE_ID} 1.000:1\n`);
    expect(stdout.match(/^one: unexpected /gm)).toHaveLength(13);
    expect(shellhound([...args, '--update'], { cwd }).code).toBe(0);
    expect(shellhound(args, { cwd }).code).toBe(0);
  });

  test.each([
    ['captures/one/truth.json', '{', /truth\.json: Expected property name/],
    ['captures/one/truth.json', '{}', /truth\.json is no list of executions/],
    [
      'captures/one/truth.json',
      '[{"audit_id": null}]',
      /entry 1 of truth\.json needs 'audit_id' \(a text or null\) and 'malicious'/,
    ],
    ['captures/one/expected.json', '[]', /expected\.json is no map from rule ids to lists of event ids/],
    ['captures/one/audit.log', 'hello\n', /the format of captures\/one\/audit\.log is not recognised/],
  ])('a capture that cannot be used: %s with %j', (name, text, message) => {
    const { code, stderr } = shellhound(['test', '--captures', 'captures/one'], { cwd: copy({ [name]: text }) });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^captures\/one error \[capture-unusable\] the capture cannot be tested: /);
    expect(stderr).toMatch(message);
  });

  test('no capture at all, no such hunt', () => {
    const cwd = folderWith({ 'mine/hunt.yml': 'title: Mine\n', 'mine/rules/own.yml': readFileSync(RULE_FILE, 'utf8') });
    const { code, stderr } = shellhound(['test', 'mine'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error \[hunt-no-captures\] the hunt 'mine' has no captures to test it with\n/);
    expect(shellhound(['test', 'nothing'], { cwd }).stderr).toMatch(
      /^error \[hunt-not-found\] there is no hunt 'nothing'/,
    );
    expect(shellhound(['test', '--captures', 'gone'], { cwd }).stderr).toContain('it has no truth.json');
  });

  test('a folder that may not be written keeps --update from it', () => {
    const cwd = copy();
    spawnSync('chmod', ['-R', 'a=rX', cwd]);
    const { code, stderr } = asNobody(['test', '--captures', 'captures/one', '--update'], { cwd });
    spawnSync('chmod', ['-R', 'u+w', cwd]);
    expect(code).toBe(2);
    expect(stderr).toContain('permission denied');
  });
});

test('formats lists what can be read', () => {
  expect(shellhound(['formats'])).toMatchObject({ code: 0, stderr: '' });
  expect(shellhound(['formats']).stdout).toMatch(/^asim {8}.*\n {12}gives whole events.*\n(.*\n)*auditd {6}/m);
});
