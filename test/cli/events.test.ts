import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditLog, WEB_SHELL } from './audit-lines.ts';
import { ATTACK, folderWith, jsonLines, shellhound } from './program.ts';

const LOG = auditLog(WEB_SHELL);

describe('--events', () => {
  test('normalize stores what it would write, once, and writes it only where that is asked', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const args = ['normalize', 'audit.log', '--host', 'web01', '--events', 'store', '--stats'];
    const first = shellhound(args, { cwd });
    expect([first.code, first.stdout]).toEqual([0, '']);
    expect(JSON.parse(first.stderr)).toMatchObject({ events: 3, store: { stored: 3, duplicates: 0, dropped: 0 } });
    const again = shellhound([...args, '--output', 'ndjson'], { cwd });
    expect(JSON.parse(again.stderr)).toMatchObject({ store: { stored: 0, duplicates: 3, dropped: 0 } });
    expect(again.stdout).toBe(shellhound(['normalize', 'audit.log', '--host', 'web01'], { cwd }).stdout);
    expect(JSON.parse(shellhound(['events', 'info', 'store', '--output', 'json'], { cwd }).stdout)).toMatchObject({
      ...{ events: 3, parts: 1, hours: 1, first: '2026-11-24T08:00:00.000Z' },
    });
  });

  test('hunt stores every event, and finds the same', () => {
    const cwd = folderWith({});
    const plain = shellhound(['hunt', ATTACK, '--host', 'web01', '--output', 'json'], { cwd });
    const args = ['hunt', ATTACK, '--host', 'web01', '--output', 'json', '--events', 'store', '--jobs', '2', '--stats'];
    const { code, stdout, stderr } = shellhound(args, { cwd });
    expect([code, stdout]).toEqual([0, plain.stdout]);
    const { events, store } = jsonLines(stderr)[0];
    expect(store).toEqual({ stored: events, duplicates: 0, dropped: 0 });
    const normalized = shellhound(['normalize', ATTACK, '--host', 'web01', '--events', 'store', '--stats'], { cwd });
    expect(JSON.parse(normalized.stderr)).toMatchObject({ store: { stored: 0, duplicates: events } });
  });

  test('of whole events, hunt stores also those that it need not look at', () => {
    const cwd = folderWith({});
    const events = shellhound(['normalize', ATTACK, '--host', 'web01']).stdout;
    const run = shellhound(['hunt', '-', '--events', 'store', '--output', 'json', '--stats'], { cwd, input: events });
    const count = jsonLines(events).length;
    expect(jsonLines(run.stderr).at(-1)).toMatchObject({ store: { stored: count, duplicates: 0, dropped: 0 } });
  });

  test('a folder that cannot be used is told before a log is read', () => {
    const cwd = folderWith({ 'audit.log': LOG, 'docs/thesis.txt': 'x' });
    for (const verb of ['normalize', 'hunt']) {
      const { code, stdout, stderr } = shellhound([verb, 'audit.log', '--host', 'h', '--events', 'docs'], { cwd });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('error [store-foreign] docs holds other files than events');
    }
    expect(readdirSync(join(cwd, 'docs'))).toEqual(['thesis.txt']);
    const file = shellhound(['normalize', 'audit.log', '--host', 'h', '--events', 'audit.log/x'], { cwd });
    expect([file.code, file.stderr]).toEqual([2, expect.stringContaining('error [store-failed]')]);
  });

  test('the database is loaded only where there is a store', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    const tell = `process.on('exit', () => { const { sharedObjects } = process.report.getReport();
      process.stderr.write('loaded: ' + sharedObjects.filter((each) => each.includes('duckdb')).length + '\\n'); });`;
    const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(tell)}` };
    const loaded = (...args: string[]) => /^loaded: (\d+)$/m.exec(shellhound(args, { cwd, env }).stderr)?.[1];
    expect(loaded('hunt', 'audit.log', '--host', 'h')).toBe('0');
    expect(loaded('normalize', 'audit.log', '--host', 'h')).toBe('0');
    expect(loaded('--help')).toBe('0');
    expect(Number(loaded('hunt', 'audit.log', '--host', 'h', '--events', 'store'))).toBeGreaterThan(0);
  });
});

describe('events', () => {
  test('compact, prune and info tell what they did', () => {
    const cwd = folderWith({ 'audit.log': LOG });
    for (const host of ['a', 'b']) shellhound(['normalize', 'audit.log', '--host', host, '--events', 'store'], { cwd });
    const run = (...args: string[]) => shellhound(['events', ...args], { cwd });
    expect(run('info', 'store').stdout).toMatch(
      /^6 events in 2 parts of 1 hour, 0\.0 MB\nfrom 2026-11-24T08:00:00\.000Z to 2026-11-24T08:00:02\.000Z\nversion 1, change 2; 0 parts kept/,
    );
    expect(run('compact', 'store')).toEqual({ code: 0, stdout: 'merged 2 parts into 1\n', stderr: '' });
    expect(run('prune', 'store', '--max-size', '1GB', '--older-than', '100000d').stdout).toMatch(/^removed 0 events/);
    expect(JSON.parse(run('prune', 'store', '--max-size', '0KB', '--output', 'json').stdout)).toMatchObject({
      ...{ parts: 1, events: 6 },
    });
    expect(run('info', 'store').stdout).toMatch(
      /^0 events in 0 parts of 0 hours, 0\.0 MB\nversion 1, change 4; 3 parts/,
    );
  });

  test('wrong usage', () => {
    const run = (...args: string[]) => shellhound(['events', ...args]);
    expect(run('prune', 'x')).toMatchObject({ code: 2, stderr: expect.stringContaining("name '--older-than' or") });
    expect(run('prune', 'x', '--older-than', '30')).toMatchObject({ code: 2 });
    expect(run('prune', 'x', '--max-size', '10')).toMatchObject({ code: 2 });
    expect(run('info', '/nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('[store-none]') });
    expect(run('compact', '/nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('[store-none]') });
    expect(run('burn')).toMatchObject({ code: 2, stderr: expect.stringContaining("unknown command 'burn'") });
  });
});
