import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUtf8, textOf } from './text.ts';

const latin1 = (bytes: readonly number[]): string => Buffer.from(bytes).toString('latin1');

describe('text of bytes', () => {
  test.each([
    ['ASCII with control bytes', [0x61, 0x00, 0x1b, 0x7f], 'a\0\x1b\x7f'],
    ['two, three and four bytes', [...Buffer.from('é€😀')], 'é€😀'],
    ['a byte order mark stays', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
    ['latin-1', [0x63, 0xe9], 'c\\xe9'],
    ['a lone continuation byte', [0x80, 0x61], '\\x80a'],
    ['an overlong slash', [0xc0, 0xaf], '\\xc0\\xaf'],
    ['an overlong slash in three bytes', [0xe0, 0x80, 0xaf], '\\xe0\\x80\\xaf'],
    ['a surrogate', [0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '\\xf4\\x90\\x80\\x80'],
    ['0xFF', [0xff, 0xfe], '\\xff\\xfe'],
    ['a sequence that is cut', [0x61, 0xe2, 0x82], 'a\\xe2\\x82'],
    ['good beside bad', [0xc3, 0xa9, 0xff, 0xe2, 0x82, 0xac], 'é\\xff€'],
  ])('%s', (_, bytes, text) => {
    expect(textOf(latin1(bytes))).toBe(text);
    expect(isUtf8(latin1(bytes))).toBe(!text.includes('\\x') || bytes.every((byte) => byte < 0x80));
  });

  test('any text comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const bytes = Buffer.from(text).toString('latin1');
        expect(isUtf8(bytes)).toBe(true);
        expect(textOf(bytes)).toBe(text);
      }),
    );
  });

  test('any bytes give text, and only UTF-8 is called UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const buffer = Buffer.from(bytes);
        const text = buffer.toString('latin1');
        expect(isUtf8(text)).toBe(Buffer.from(buffer.toString('utf8')).equals(buffer));
        expect(textOf(text)).not.toContain('\ufffd');
      }),
    );
  });
});
