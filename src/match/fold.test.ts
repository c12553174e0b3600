import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from './fold.ts';

describe('fold', () => {
  test.each([
    ['ABCxyz', 'abcxyz'],
    ['ÄÖÜß', 'äöüß'],
    ['ΣΟΣ', 'σοσ'],
    ['ς', 'ς'],
    ['\u0130', '\u0130'],
    ['\u212a', '\u212a'],
    ['\u{10400}', '\u{10428}'],
    ['ẞ', 'ß'],
  ])('%j becomes %j', (text, expected) => expect(fold(text)).toBe(expected));

  test('keeps the number of code points, and is done after one time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = fold(text);
        expect(Array.from(folded)).toHaveLength(Array.from(text).length);
        expect(fold(folded)).toBe(folded);
      }),
      { numRuns: 5_000 },
    );
  });

  test('takes each code point by itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(fold(a + b)).toBe(fold(a) + fold(b));
      }),
    );
  });

  test('makes no character outside ASCII equal to one inside', () => {
    const crossing = Array.from({ length: 0x110000 - 0x80 }, (_, index) => String.fromCodePoint(index + 0x80)).filter(
      (character) => fold(character) <= '\x7f',
    );
    expect(crossing).toEqual([]);
  });
});
