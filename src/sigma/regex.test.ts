import { describe, expect, test } from 'vitest';
import { compileRegex, regexProblem } from './regex.ts';

describe('regexProblem refuses', () => {
  test.each([
    ['', 'it is empty', 0],
    ['a(?=b)', 'look-around is not supported', 1],
    ['(?!b)', 'look-around is not supported', 0],
    ['(?<=a)b', 'look-around is not supported', 0],
    ['x(?<!a)b', 'look-around is not supported', 1],
    ['(a)\\1', 'back-references are not supported', 3],
    ['(?P<n>a)\\k<n>', 'back-references are not supported', 8],
    ['(?>a)', 'atomic groups are not supported', 0],
    ['\\Qa\\E', 'quoting with \\Q and \\E is not supported', 0],
    ['\\C', 'matching single bytes is not supported', 0],
    ['é\\b', '\\b beside a character that is not ASCII has no agreed meaning', 0],
    ['a\\bé', '\\b beside a character that is not ASCII has no agreed meaning', 1],
    ['a++', 'invalid nested repetition operator', 1],
    ['ab[c', 'missing closing ]', 2],
    ['a)', 'unexpected )', 0],
    ['(a', 'missing closing )', 0],
    ['x{2,1}', 'invalid repeat count', 1],
    ['((a{1000}){1000})', 'invalid repeat count', 3],
    ['a{900}b'.repeat(30), 'it compiles to', 0],
    ['('.repeat(2000) + ')'.repeat(2000), 'expression nests too deeply', 0],
    ['a'.repeat(5000), 'it is longer than 4000 characters', 0],
  ])('%s', (pattern, reason, start) => {
    const problem = regexProblem(pattern);
    expect(problem?.reason).toContain(reason);
    expect(problem?.start).toBe(start);
  });
});

test.each(['[(?=]x', '[]\\d]', 'a\\\\1', '(?i)a', '(?P<n>a)', '\\d+\\s', '[^\\]]é', 'a{2,3}?', '^(a|b)*$'])(
  'regexProblem lets %s pass',
  (pattern) => expect(regexProblem(pattern)).toBeUndefined(),
);

test('flags', () => {
  expect(compileRegex('^B$', 'im').test('a\nb')).toBe(true);
  expect(compileRegex('^B$', 'i').test('a\nb')).toBe(false);
  expect(compileRegex('a.b', 's').test('a\nb')).toBe(true);
});

test('a hostile expression takes linear time', () => {
  const start = performance.now();
  expect(compileRegex('(a|aa)+$', '').test(`${'a'.repeat(100_000)}b`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2_000);
});
