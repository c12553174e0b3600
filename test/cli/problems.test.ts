import { expect, test, vi } from 'vitest';
import { Problems } from '../../src/cli/problems.ts';
import { report } from '../../src/diagnostic/diagnostic.ts';

function told(act: () => void): string {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    act();
    return write.mock.calls.map(([text]) => text).join('');
  } finally {
    write.mockRestore();
  }
}

test('five warnings of a kind are told, the rest is counted', () => {
  const problems = new Problems();
  for (let line = 1; line <= 30; line += 1) problems.add(report('auditd-not-a-record', { source: 'a.log', line }, {}));
  const text = told(() => problems.tellRest());
  expect(text.match(/^a\.log:/gm)).toHaveLength(5);
  expect(text).toMatch(/\n25 more \[auditd-not-a-record\]\n$/);
  expect([problems.kept.length, problems.omitted, problems.errors]).toEqual([5, 25, 0]);
});

test('errors are told once, and count', () => {
  const problems = new Problems();
  problems.add(report('input-not-found', undefined, { path: 'a' }));
  expect(told(() => problems.tell())).toContain('no such file or directory: a');
  problems.add(report('input-not-found', undefined, { path: 'b' }));
  const rest = told(() => problems.tellRest());
  expect(rest).toContain('no such file or directory: b');
  expect(rest).not.toContain('no such file or directory: a');
  expect(problems.errors).toBe(2);
});

test('a thousand errors of a kind do not fill the screen', () => {
  const problems = new Problems();
  for (let at = 0; at < 1000; at += 1) problems.add(report('input-not-found', undefined, { path: String(at) }));
  const text = told(() => problems.tellRest());
  expect(text.match(/^error/gm)).toHaveLength(20);
  expect(text).toContain('980 more [input-not-found]');
});
