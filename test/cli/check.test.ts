import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asNobody, folderWith, jsonLines, shellhound } from './program.ts';

const RULE = `title: Anything
id: 3f0c6a4e-5f0e-4d0b-9a52-0f6d3f2c1b7a
date: 2023/01/31
logsource:
    category: process_creation
    product: linux
detection:
    selection:
        Image: '*/whoami' # who else
        CommandLine|re: 'plain'
    condition: 1 of them
level: low
`;
const FIXED = RULE.replace('2023/01/31', "'2023-01-31'")
  .replace("Image: '*/whoami'", "Image|endswith: '/whoami'")
  .replace('1 of them', 'selection');
const NEVER = RULE.replace('1 of them', 'selection and not selection');

describe('check lints', () => {
  test('rules of any log source, as text', () => {
    const { code, stdout } = shellhound(['check', 'a.yml'], { cwd: folderWith({ 'a.yml': RULE }) });
    expect(code).toBe(0);
    expect(stdout.match(/^\S+ \w+ \[lint\S+\]/gm)).toEqual([
      'a.yml:3:7 warning [lint-date-form]',
      'a.yml:9:9 note [lint-affix]',
      'a.yml:10:25 note [lint-regex-plain]',
      'a.yml:11:16 note [lint-of-one]',
    ]);
    expect(stdout).toMatch(
      /\n3 problems fixable by --fix\n1 rule and 0 exclusions usable, 0 rules not usable, 0 errors\n$/,
    );
  });

  test('with an error: exit code 1', () => {
    const { code, stdout } = shellhound(['check', 'a.yml'], { cwd: folderWith({ 'a.yml': NEVER }) });
    expect(code).toBe(1);
    expect(stdout).toContain('a.yml:11:16 error [lint-never-true]');
  });

  test('as JSON, beside what keeps a rule from being used', () => {
    const broken = RULE.replace('CommandLine|re', 'Comand');
    const { code, stdout } = shellhound(['check', '--output', 'json', 'a.yml', 'none.yml'], {
      cwd: folderWith({ 'a.yml': broken }),
    });
    expect(code).toBe(2);
    const lines = jsonLines(stdout);
    expect(lines.map(({ code, line, column, fixable }) => [code, line, column, fixable])).toEqual([
      ['rules-not-found', null, null, false],
      ['sigma-unknown-field', 10, 9, false],
      ['lint-date-form', 3, 7, true],
      ['lint-affix', 9, 9, true],
      ['lint-of-one', 11, 16, true],
    ]);
    expect(Object.keys(lines[0])).toEqual(['code', 'severity', 'file', 'line', 'column', 'message', 'help', 'fixable']);
    expect(lines[2].file).toBe('a.yml');
  });
});

describe('check --fix', () => {
  test('changes what is safe, tells it, and leaves the rest', () => {
    const cwd = folderWith({ 'a.yml': RULE, 'b.yml': FIXED.replace('1b7a', '1b7b') });
    chmodSync(join(cwd, 'a.yml'), 0o640);
    const before = statSync(join(cwd, 'b.yml')).ino;
    const { code, stdout, stderr } = shellhound(['check', '--fix', '.'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/^\S+ fixed \[\S+\]/gm)).toEqual([
      'a.yml:3:7 fixed [lint-date-form]',
      'a.yml:9:9 fixed [lint-affix]',
      'a.yml:11:16 fixed [lint-of-one]',
    ]);
    expect(stdout).toContain('\n3 problems fixed\n2 rules and');
    expect(readFileSync(join(cwd, 'a.yml'), 'utf8')).toBe(FIXED);
    expect(statSync(join(cwd, 'a.yml')).mode & 0o777).toBe(0o640);
    expect(statSync(join(cwd, 'b.yml')).ino).toBe(before);
    expect(readdirSync(cwd)).toEqual(['a.yml', 'b.yml']);
    expect(shellhound(['check', '--fix', '.'], { cwd }).stdout).not.toContain('fixed');
  });

  test('with JSON tells on standard error what was changed', () => {
    const cwd = folderWith({ 'a.yml': RULE });
    const { stdout, stderr } = shellhound(['check', '--fix', '--output', 'json', 'a.yml'], { cwd });
    expect(jsonLines(stdout).map(({ code, fixable }) => [code, fixable])).toEqual([['lint-regex-plain', false]]);
    expect(stderr.split('\n')).toHaveLength(4);
  });

  test('a file that is linked is changed where it is', () => {
    const cwd = folderWith({ 'real/a.yml': RULE, 'links/x.txt': '' });
    symlinkSync('../real/a.yml', join(cwd, 'links/a.yml'));
    expect(shellhound(['check', '--fix', 'links'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'real/a.yml'), 'utf8')).toBe(FIXED);
    expect(readdirSync(join(cwd, 'real'))).toEqual(['a.yml']);
  });

  test('a file that is not UTF-8, or that may not be written, stays as it is', () => {
    const latin = Buffer.from(RULE.replace('Anything', 'Caf\xe9'), 'latin1');
    const cwd = folderWith({ 'latin.yml': latin, 'locked/a.yml': RULE });
    const { code, stdout } = shellhound(['check', '--fix', 'latin.yml'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('error [check-not-fixed] latin.yml was not fixed: it is not UTF-8, or changed meanwhile');
    expect(readFileSync(join(cwd, 'latin.yml')).equals(latin)).toBe(true);
    const locked = asNobody(['check', '--fix', 'locked'], { cwd });
    expect(locked.code).toBe(1);
    expect(locked.stdout).toContain('error [check-not-fixed] locked/a.yml was not fixed: EACCES');
    expect(readFileSync(join(cwd, 'locked/a.yml'), 'utf8')).toBe(RULE);
  });
});
