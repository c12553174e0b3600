import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ATTACK, folderWith, jsonLines, ROOT, shellhound } from './program.ts';

/** The example in docs/sigma.md. */
const EXAMPLE =
  /```yaml\n(title: Three Different Recon[\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/sigma.md'), 'utf8'))?.[1] ??
  '';
const CORRELATION = '6f1f9d3c-8f0e-4c1b-9a62-0d2f4f6b7c21';
const RULE = '0c1e7a54-1d0b-4f7e-8b0e-6f3a9d5c2e17';

describe('a correlation', () => {
  test('hunts, with counts and an exit code by its own level', () => {
    const cwd = folderWith({ 'recon.yml': EXAMPLE });
    const args = ['hunt', ATTACK, '--rules', 'recon.yml', '--no-exclusions', '--output', 'json'];
    const { code, stdout, stderr } = shellhound([...args, '--stats', '--fail-on', 'high'], { cwd });
    expect(code).toBe(1);
    const [alert, ...more] = jsonLines(stdout);
    expect(more).toEqual([]);
    expect(Object.keys(alert)).toEqual(
      'id time rule host user process lineage matched correlation excludedBy incident event origin'.split(' '),
    );
    expect(alert.correlation).toMatchObject({ groupBy: { Dvc: 'vm', User: 'www-data' }, memberCount: 3, value: 3 });
    const stats = jsonLines(stderr).at(-1);
    expect(stats.rules).toEqual({ loaded: 2, unsupported: 0, unindexed: [] });
    expect(stats.correlations).toMatchObject({ dropped: 0, late: 0, unmeasured: 0 });
    expect(stats.correlations.matches).toBeGreaterThan(3);
  });

  test('raises the same alert on normalized events, also with workers', () => {
    const cwd = folderWith({ 'recon.yml': EXAMPLE, 'events.ndjson': shellhound(['normalize', ATTACK]).stdout });
    const idsIn = (...files: readonly string[]) =>
      jsonLines(
        shellhound(['hunt', ...files, '--rules', 'recon.yml', '--no-exclusions', '--output', 'json'], { cwd }).stdout,
      ).map(({ id, correlation }) => [id, correlation.members]);
    const wanted = idsIn(ATTACK);
    expect(wanted).toHaveLength(1);
    expect(idsIn('events.ndjson')).toEqual(wanted);
    expect(idsIn('events.ndjson', '--jobs', '2')).toEqual(wanted);
    expect(idsIn('events.ndjson', ATTACK)).toEqual(wanted);
  });

  test('without it there is no word of correlations in --stats', () => {
    const { stderr } = shellhound(['hunt', ATTACK, '--output', 'json', '--stats']);
    expect(Object.keys(jsonLines(stderr).at(-1))).not.toContain('correlations');
  });

  test('is explained for an event: whether it counts, and in which group', () => {
    const cwd = folderWith({ 'recon.yml': EXAMPLE });
    const hunted = shellhound(['hunt', ATTACK, '--rules', 'recon.yml', '--no-exclusions', '--output', 'json'], { cwd });
    const { code, stdout } = shellhound(['explain', 'recon.yml', '-'], { cwd, input: hunted.stdout });
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      `correlation: Three Different Recon Commands Below A Web Server Within A Minute (${CORRELATION})`,
      '  value_count of Image gte 3 within 1m, by Dvc, User',
      '  judged at each match, over the timespan that ends there; the other matches are not known here',
      '  + recon_below_web_server: the event counts, with Dvc = vm, User = www-data, Image = /usr/bin/uname',
      `match: Recon Command Below A Web Server (${RULE})`,
    ]);
    const other = JSON.stringify({ TargetProcessName: '/bin/true' });
    expect(shellhound(['explain', 'recon.yml', '-'], { cwd, input: other }).stdout).toContain(
      '  - recon_below_web_server: no match, so the event does not count\n',
    );
  });

  test('is checked: what is wrong with it, and what could be better', () => {
    const cwd = folderWith({
      'recon.yml': EXAMPLE.replace('gte: 3', 'gte: 1'),
      'wrong.yml': EXAMPLE.replace(/^---[\s\S]*/m, '').replace('timespan: 1m', 'timespan: 1 minute'),
    });
    const good = shellhound(['check', 'recon.yml'], { cwd });
    expect(good.code).toBe(0);
    expect(good.stdout).toContain('recon.yml:14:9 warning [lint-correlation-always]');
    expect(good.stdout).toMatch(/\n2 rules and 0 exclusions usable, 0 rules not usable, 0 errors\n$/);
    const bad = shellhound(['check', 'wrong.yml'], { cwd });
    expect(bad.code).toBe(1);
    expect(bad.stdout).toContain('wrong.yml:12:15 error [correlation-timespan]');
    expect(bad.stdout).toMatch(/\n0 rules and 0 exclusions usable, 1 rule not usable, 1 error\n$/);
  });

  test('is tested with labelled captures, as other rules are', () => {
    const cwd = folderWith({
      'h/hunt.yml': 'title: Recon\nroots: []\n',
      'h/rules/recon.yml': EXAMPLE,
      'h/captures/one/audit.log': readFileSync(ATTACK, 'utf8'),
      'h/captures/one/truth.json': readFileSync(ATTACK.replace('audit.log', 'truth.json'), 'utf8'),
    });
    const { stdout, stderr } = shellhound(['test', './h', '--update'], { cwd });
    expect(stderr).toBe('');
    const expected = JSON.parse(readFileSync(join(cwd, 'h/captures/one/expected.json'), 'utf8'));
    expect(JSON.stringify(expected)).toContain(CORRELATION);
    expect(JSON.stringify(expected)).not.toContain(RULE);
    expect(stdout).toContain('one');
  });
});
