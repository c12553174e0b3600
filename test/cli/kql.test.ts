import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, jsonLines, ROOT, shellhound } from './program.ts';

const CAPTURE = join(ROOT, 'hunts/linux-webshell/captures/node-attack/audit.log');
const data = ['--data', CAPTURE, '--host', 'web1'];

describe('kql', () => {
  test('asks the events of a log, and writes a table', () => {
    const { code, stdout, stderr } = shellhound([
      'kql',
      "imProcessCreate | where TargetProcessName endswith '/id' | summarize n = count() by Dvc, TargetProcessName",
      ...data,
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^Dvc +TargetProcessName +n$/),
      expect.stringMatching(/^-+ {2}-+ {2}-+$/),
    ]);
    expect(stdout).toMatch(/\nweb1 {2}\/usr\/bin\/id +\d+\n1 row\n$/);
  });

  test('gives what hunt gives for the same rule', () => {
    const rule = join(ROOT, 'hunts/linux-webshell/rules/webshell_linux_recon.yml');
    const hunted = shellhound(['hunt', CAPTURE, '--host', 'web1', '--no-exclusions', '--output', 'json']);
    const converted = shellhound(['convert', rule]).stdout;
    const asked = shellhound(['kql', `${converted}\n| project EventOriginalUid`, ...data, '--output', 'json']);
    const wanted = jsonLines(hunted.stdout).map(
      (alert) => (alert['event'] as Record<string, unknown>)['EventOriginalUid'],
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(jsonLines(asked.stdout).map((row) => row['EventOriginalUid'])).toEqual(wanted);
  });

  test('reads a query from a file, and writes JSON and CSV that nothing in a value can break', () => {
    const cwd = folderWith({
      'q.kql': 'print a = "=1+1", b = "\\u001b[31m", c = 9007199254740993, d = 90m, e = dynamic([1])',
    });
    const json = shellhound(['kql', '@q.kql', ...data, '--output', 'json'], { cwd });
    expect(json.stdout).toBe('{"a":"=1+1","b":"\\u001b[31m","c":"9007199254740993","d":"01:30:00","e":[1]}\n');
    const csv = shellhound(['kql', '@q.kql', ...data, '--output', 'csv'], { cwd });
    expect(csv.stdout.split('\r\n')[1]).toBe("'=1+1,\\x1b[31m,9007199254740993,01:30:00,[1]");
  });

  test('explains a query without reading a log', () => {
    const { code, stdout } = shellhound(['kql', 'imProcessCreate | count', '--explain', '--data', 'nowhere.log']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^aggregate \(Count: long\)\n {2}scan imProcessCreate /);
    expect(stdout).toContain('SELECT count(*)');
  });

  test.each([
    ['kql-invalid', 'imProcessCreate | where Nothing == 1', /^query:1:25 error \[kql-invalid\] .*Nothing/],
    ['kql-not-supported', 'imProcessCreate | evaluate basket()', /error \[kql-not-supported\]/],
    ['query-empty', ' ', /error \[query-empty\]/],
    ['query-unreadable', '@nowhere.kql', /error \[query-unreadable\] .*nowhere\.kql/],
    ['query-too-long', `print "${'a'.repeat(1_000_001)}"`, undefined],
  ])('%s', (code, query, message) => {
    const cwd = folderWith({ 'long.kql': query });
    const result = shellhound(['kql', query.length > 100_000 ? '@long.kql' : query, ...data], { cwd });
    expect(result.code).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatch(message ?? new RegExp(`\\[${code}\\]`));
  });

  test('a query that is nested too deeply, fails, takes too long or gives too much says so', () => {
    const cwd = folderWith({ 'deep.kql': `print ${'('.repeat(20_000)}1${')'.repeat(20_000)}` });
    expect(shellhound(['kql', '@deep.kql', ...data], { cwd }).stderr).toMatch(/\[(query-too-deep|kql-invalid)\]/);
    const many = shellhound(['kql', 'range x from 1 to 10 step 1', '--max-rows', '3', ...data, '--output', 'json']);
    expect(many.stdout.trim().split('\n')).toHaveLength(3);
    expect(many.stderr).toContain('[query-rows-cut]');
    writeFileSync(
      join(cwd, 'slow.kql'),
      'range x from 1 to 9000000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 9000000 step 1 | extend k = 1) on k | summarize s = sum(x * y)',
    );
    const slow = shellhound(['kql', '@slow.kql', '--timeout', '1', ...data], { cwd });
    expect(slow.code).toBe(2);
    expect(slow.stderr).toMatch(/\[(query-timeout|query-failed|kql-not-supported)\]/);
  }, 60_000);
});
