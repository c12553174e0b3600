import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditLog, WEB_SHELL } from './audit-lines.ts';
import { asNobody, folderWith, inShell, jsonLines, ROOT, shellhound } from './program.ts';

const LOG = auditLog(WEB_SHELL);
const RULE = `title: Anything that runs whoami
id: 11111111-2222-4333-8444-555555555555
level: low
logsource: {category: process_creation, product: linux}
detection:
  sel:
    Image|endswith: /whoami
  condition: sel
`;
const BROKEN = RULE.replace('Image|endswith: /whoami', "Image|endwith: '/whoami'");
const JSON_OUTPUT = ['--host', 'web01', '--output', 'json'];

function problemsOf(stderr: string): string[] {
  return stderr.split('\n').filter((line) => /^\S*\s?(error|warning) \[/.test(line));
}

function hunt(cwd: string, ...flags: string[]): ReturnType<typeof shellhound> {
  return shellhound(['hunt', 'audit.log', ...JSON_OUTPUT, ...flags], { cwd });
}

describe('--rules', () => {
  test('takes the place of the rules of the hunt, whose exclusions then may name rules that are not there', () => {
    const { code, stdout, stderr } = hunt(folderWith({ 'audit.log': LOG, 'own.yml': RULE }), '--rules', 'own.yml');
    expect([code, stderr]).toEqual([0, '']);
    expect(jsonLines(stdout).map(({ rule }) => rule.title)).toEqual(['Anything that runs whoami']);
  });

  test('rules of another log source see no event, and --stats lists those that no index leads to', () => {
    const windows = RULE.replace('product: linux', 'product: windows').replace('11111111', '21111111');
    const negated = RULE.replace('condition: sel', 'condition: not sel').replace('11111111', '31111111');
    const cwd = folderWith({ 'audit.log': LOG, 'rules/a.yml': RULE, 'rules/b.yml': windows, 'rules/c.yml': negated });
    const { stdout, stderr } = hunt(cwd, '--rules', 'rules', '--stats');
    const ids = new Set(jsonLines(stdout).map(({ rule }) => rule.id.slice(0, 1)));
    expect([...ids].sort()).toEqual(['1', '3']);
    const stats = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { rules: object };
    expect(stats.rules).toEqual({
      loaded: 2,
      unsupported: 1,
      unindexed: ['31111111-2222-4333-8444-555555555555'],
    });
  });

  test('a broken rule is told with line and column, and the others are used', () => {
    const cwd = folderWith({
      'audit.log': LOG,
      'rules/a.yml': BROKEN,
      'rules/b.yaml': RULE,
      'rules/c.yml': 'title: [x',
    });
    const { code, stdout, stderr } = hunt(cwd, '--rules', 'rules');
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(problemsOf(stderr)).toEqual([
      "rules/a.yml:7:11 error [sigma-unknown-modifier] unknown modifier 'endwith'; did you mean 'endswith'?",
      expect.stringMatching(/^rules\/c\.yml:\d+:\d+ error \[yaml-syntax\] YAML: /),
    ]);
  });

  test('a path that is not there, a folder without rules', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'own.yml': RULE, 'empty/readme.txt': '' });
    const { code, stdout, stderr } = hunt(cwd, '--rules', 'missing.yml', 'empty', 'own.yml');
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(problemsOf(stderr)).toEqual([
      'error [rules-not-found] no such rule file or folder: missing.yml',
      'error [rules-none-in-folder] no rule file in the folder empty',
    ]);
  });

  test('a log that follows the flag is not taken for a rule in silence', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'own.yml': RULE });
    const { code, stderr } = shellhound(['hunt', '--rules', 'own.yml', 'audit.log'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('error [rules-not-yaml] audit.log is no rule file');
    expect(stderr).toContain('name logs first, or put -- in front of them');
    expect(shellhound(['hunt', '--rules', 'own.yml', ...JSON_OUTPUT, '--', 'audit.log'], { cwd }).code).toBe(0);
  });

  test('a pipe can be named, and one in a folder is passed over', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'own.yml': RULE, 'rules/own.yml': RULE });
    const piped = inShell('cat own.yml | "$@" hunt audit.log --host a --output json --rules /dev/stdin', { cwd });
    expect([piped.code, piped.stderr]).toEqual([0, '']);
    spawnSync('mkfifo', [join(cwd, 'rules/pipe.yml')]);
    expect(hunt(cwd, '--rules', 'rules').code).toBe(0);
  });

  test('files that cannot be read', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'rules/own.yml': RULE, 'rules/secret.yml': RULE });
    spawnSync('chmod', ['000', join(cwd, 'rules/secret.yml')]);
    symlinkSync('nowhere', join(cwd, 'rules/dangling.yml'));
    mkdirSync(join(cwd, 'rules/folder.yml'));
    const { code, stdout, stderr } = asNobody(['hunt', 'audit.log', ...JSON_OUTPUT, '--rules', 'rules'], { cwd });
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(problemsOf(stderr)).toEqual([
      'error [rules-not-found] no such rule file or folder: rules/dangling.yml',
      'error [rules-unreadable] cannot read rules/secret.yml: permission denied',
    ]);
  });
});

describe('without a usable rule nothing is read and nothing is claimed', () => {
  test('because none can be used', () => {
    const { code, stdout, stderr } = hunt(folderWith({ 'audit.log': LOG, 'own.yml': BROKEN }), '--rules', 'own.yml');
    expect([code, stdout]).toEqual([2, '']);
    expect(problemsOf(stderr).at(-1)).toBe(
      "error [rules-none-usable] there is no usable rule to hunt with (hunt 'linux-webshell')",
    );
  });

  test('because none has the level', () => {
    const { code, stdout, stderr } = hunt(folderWith({ 'audit.log': LOG }), '--level', 'critical');
    expect([code, stdout]).toEqual([2, '']);
    expect(problemsOf(stderr)).toEqual([
      'error [rules-none-of-level] no rule has the level critical or above; the highest is high',
    ]);
  });
});

test('--level leaves the rules below it out, in the report too', () => {
  const cwd = folderWith({
    'audit.log': LOG,
    'low.yml': RULE,
    'high.yml': RULE.replace('low', 'high').replace('1111-', '1112-'),
  });
  const files = ['--rules', 'low.yml', 'high.yml'];
  expect(jsonLines(hunt(cwd, ...files).stdout)).toHaveLength(2);
  expect(jsonLines(hunt(cwd, '--level', 'medium', ...files).stdout)).toHaveLength(1);
  const { stdout } = shellhound(['hunt', 'audit.log', '--level', 'medium', ...files], { cwd });
  expect(stdout).toContain('high.yml');
  expect(stdout).not.toContain('low.yml');
});

const HUNT = { 'mine/hunt.yml': 'title: Mine\n', 'mine/rules/own.yml': RULE };

describe('--hunt', () => {
  test('a folder', () => {
    const { code, stdout, stderr } = shellhound(['hunt', 'audit.log', '--hunt', 'mine', '--host', 'a'], {
      cwd: folderWith({ 'audit.log': LOG, ...HUNT }),
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Mine (hunt mine)');
  });

  test('a folder with the name of a bundled hunt is reached by ./', () => {
    const cwd = folderWith({
      'audit.log': LOG,
      'linux-webshell/hunt.yml': 'title: Mine\n',
      'linux-webshell/rules/own.yml': RULE,
    });
    const { stdout } = shellhound(['hunt', 'audit.log', '--hunt', './linux-webshell', '--host', 'a'], { cwd });
    expect(stdout).toContain('Mine (hunt linux-webshell)');
  });

  test.each([
    ['linux-webshel', "there is no hunt 'linux-webshel'; did you mean 'linux-webshell'?"],
    ['', "there is no hunt '' (known: linux-webshell)"],
    ['src', "there is no hunt 'src' (known: linux-webshell)"],
  ])('no such hunt: %j', (name, message) => {
    const { code, stdout, stderr } = shellhound(['hunt', '--hunt', name], { cwd: ROOT });
    expect([code, stdout]).toEqual([2, '']);
    expect(problemsOf(stderr)).toEqual([`error [hunt-not-found] ${message}`]);
  });

  const broken: [string, string, string[]][] = [
    ['no YAML', 'title: "x', ['mine/hunt.yml:1:10 error [yaml-syntax] YAML: Missing closing "quote']],
    [
      'empty',
      '# nothing\n',
      [
        'mine/hunt.yml:1:1 error [hunt-not-a-map] hunt.yml must be one map with the keys title, lineage and roots, not an empty file',
      ],
    ],
    [
      'a list',
      '- a\n',
      [
        'mine/hunt.yml:1:1 error [hunt-not-a-map] hunt.yml must be one map with the keys title, lineage and roots, not a list',
      ],
    ],
    [
      'two documents',
      'title: a\n---\ntitle: b\n',
      [
        'mine/hunt.yml:3:1 error [hunt-not-a-map] hunt.yml must be one map with the keys title, lineage and roots, not 2 documents',
      ],
    ],
    ['no title', 'lineage: strict\n', ["mine/hunt.yml:1:1 error [hunt-no-title] the hunt has no 'title'"]],
    [
      'a key too many',
      'title: a\nlineag: strict\n',
      ["mine/hunt.yml:2:1 error [hunt-unknown-key] unknown key 'lineag'; did you mean 'lineage'?"],
    ],
    [
      'a wrong lineage',
      'title: a\nlineage: asm\n',
      ["mine/hunt.yml:2:10 error [hunt-bad-value] 'lineage' must be one of asim, strict, ancestors, not 'asm'"],
    ],
    [
      'roots that are none',
      'title: a\nroots: nginx\n',
      ["mine/hunt.yml:2:8 error [hunt-bad-value] 'roots' must be a list of server processes, not 'nginx'"],
    ],
    [
      'wrong roots',
      'title: a\nroots:\n  - image: 3\n  - {}\n  - imag: x\n  - image: []\n',
      [
        "mine/hunt.yml:3:12 error [hunt-bad-value] 'image' must be a text, not a number",
        "mine/hunt.yml:4:5 error [hunt-bad-value] each of 'roots' must be a map with 'image' or 'commandLine', not an empty map",
        "mine/hunt.yml:5:5 error [hunt-unknown-key] unknown key 'imag'; did you mean 'image'?",
        "mine/hunt.yml:6:12 error [hunt-bad-value] 'image' must be a text, not an empty list",
      ],
    ],
    ['an alias of nothing', 'title: *x\n', ["mine/hunt.yml:1:8 error [yaml-alias] alias '*x' refers to no anchor"]],
  ];
  test.each(broken)('a broken hunt.yml is told with its place, and its rules are used: %s', (_, text, messages) => {
    const cwd = folderWith({ 'audit.log': LOG, ...HUNT, 'mine/hunt.yml': text });
    const { code, stdout, stderr } = hunt(cwd, '--hunt', 'mine');
    expect(problemsOf(stderr)).toEqual(messages);
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toHaveLength(1);
  });

  test('hunt.yml that cannot be read', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'mine/rules/own.yml': RULE, 'mine/hunt.yml/x': '' });
    const { code, stdout, stderr } = hunt(cwd, '--hunt', 'mine');
    expect(problemsOf(stderr)).toEqual(['error [rules-unreadable] cannot read mine/hunt.yml: it is a folder']);
    expect([code, jsonLines(stdout).length]).toEqual([2, 1]);
  });
});
