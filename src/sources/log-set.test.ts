import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findLogs } from './log-set.ts';

const root = mkdtempSync(join(tmpdir(), 'shellhound-'));
afterAll(() => rmSync(root, { recursive: true }));

let next = 0;

/** A new folder with these files; gives the sets found there, with paths relative to it. */
function found(files: readonly string[], paths: readonly string[] = ['.']): { sets: string[][]; problems: string[] } {
  next += 1;
  const folder = join(root, String(next));
  mkdirSync(folder);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  const { sets, problems } = findLogs(paths.map((path) => (path === '-' ? path : join(folder, path))));
  return {
    sets: sets.map((set) => set.files.map((file) => (file === '-' ? file : relative(folder, file)))),
    problems: problems.map((problem) => problem.code),
  };
}

describe('rotated parts are one log, oldest first', () => {
  test('numbered', () => {
    expect(found(['audit.log', 'audit.log.1', 'audit.log.2', 'audit.log.10']).sets).toEqual([
      ['audit.log.10', 'audit.log.2', 'audit.log.1', 'audit.log'],
    ]);
  });
  test('packed', () => {
    expect(found(['audit.log', 'audit.log.1', 'audit.log.2.gz', 'audit.log.3.gz']).sets).toEqual([
      ['audit.log.3.gz', 'audit.log.2.gz', 'audit.log.1', 'audit.log'],
    ]);
  });
  test('dated', () => {
    const files = ['audit.log', 'audit.log-20261101', 'audit.log-20261031.gz', 'audit.log-20260930.gz'];
    expect(found(files).sets).toEqual([
      ['audit.log-20260930.gz', 'audit.log-20261031.gz', 'audit.log-20261101', 'audit.log'],
    ]);
  });
  test('dated with a time', () => {
    const files = ['audit.log-2026-11-01-2', 'audit.log-2026-11-01-1', 'audit.log'];
    expect(found(files).sets).toEqual([['audit.log-2026-11-01-1', 'audit.log-2026-11-01-2', 'audit.log']]);
  });
  test('named one by one, in any order', () => {
    const files = ['audit.log', 'audit.log.1', 'audit.log.2'];
    expect(found(files, ['audit.log.1', 'audit.log', 'audit.log.2']).sets).toEqual([
      ['audit.log.2', 'audit.log.1', 'audit.log'],
    ]);
  });
  test('a part alone', () => expect(found(['audit.log.1'], ['audit.log.1']).sets).toEqual([['audit.log.1']]));
  test('a file named twice is read once', () => {
    expect(found(['audit.log'], ['audit.log', '.', 'audit.log']).sets).toEqual([['audit.log']]);
  });
});

describe('folders', () => {
  test('are searched with all below them; each holds logs of its own', () => {
    expect(found(['a/audit.log', 'b/audit.log.1', 'b/audit.log', 'notes.txt']).sets).toEqual([
      ['a/audit.log'],
      ['b/audit.log.1', 'b/audit.log'],
    ]);
  });
  test('different logs in one folder are different sets', () => {
    expect(found(['audit.log', 'other.log', 'other.log.1', 'syslog', 'syslog.1']).sets).toEqual([
      ['audit.log'],
      ['other.log.1', 'other.log'],
      ['syslog.1', 'syslog'],
    ]);
  });
  test('without logs', () => {
    expect(found(['readme.md'])).toEqual({ sets: [], problems: ['input-no-logs'] });
  });
});

describe('what was named', () => {
  test('is read whatever its name', () => expect(found(['dump.bin'], ['dump.bin']).sets).toEqual([['dump.bin']]));
  test('standard input', () => expect(found([], ['-']).sets).toEqual([['-']]));
  test('and is missing: the others are still read', () => {
    expect(found(['audit.log'], ['none.log', 'audit.log'])).toEqual({
      sets: [['audit.log']],
      problems: ['input-not-found'],
    });
  });
});
