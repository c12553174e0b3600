import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literalPattern, parsePattern, patternText, widen } from './pattern.ts';
import { printPattern } from './print.ts';

describe('parsePattern', () => {
  test.each([
    ['', '""'],
    ['a', '"a"'],
    ['a*b?', '"a" * "b" ?'],
    ['\\*', '"*"'],
    ['\\?', '"?"'],
    ['\\\\', '"\\\\"'],
    ['\\', '"\\\\"'],
    ['\\a', '"\\\\a"'],
    ['\\\\*', '"\\\\" *'],
    ['\\\\\\*', '"\\\\*"'],
    ['\\\\\\a', '"\\\\\\\\a"'],
    ['\\\\\\\\', '"\\\\\\\\"'],
    ['**', '*'],
    ['*?*', '* ? *'],
  ])('%s is %s', (written, expected) => expect(printPattern(parsePattern(written))).toBe(expected));

  test('reads what patternText writes', () => {
    const written = fc.array(fc.constantFrom('*', '?', '\\', 'a', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(written, (text) => {
        const pattern = parsePattern(text);
        expect(parsePattern(patternText(pattern))).toEqual(pattern);
      }),
      { numRuns: 5_000 },
    );
  });

  test('reads an escaped text as that text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parsePattern(patternText(literalPattern(text)))).toEqual(literalPattern(text));
      }),
    );
  });
});

test('widen adds no second star', () => {
  expect(printPattern(widen(parsePattern('*a'), { before: true, behind: true }))).toBe('* "a" *');
  expect(printPattern(widen([], { before: true, behind: true }))).toBe('*');
});
