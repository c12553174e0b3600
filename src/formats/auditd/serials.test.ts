import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SerialCounter } from './serials.ts';

function lost(serials: readonly number[], time: (index: number) => number = (index) => index): number {
  const counter = new SerialCounter();
  for (const [index, serial] of serials.entries()) counter.add(serial, time(index));
  return counter.lost;
}

describe('events that are missing', () => {
  test('none', () => {
    expect(lost([])).toBe(0);
    expect(lost([7])).toBe(0);
    expect(lost([7, 8, 9])).toBe(0);
  });
  test('the same number again is the same event', () => expect(lost([7, 7, 8, 8, 7, 9])).toBe(0));
  test('a gap', () => expect(lost([7, 8, 12])).toBe(3));
  test('two gaps', () => expect(lost([1, 3, 10])).toBe(7));
  test('out of order is no gap', () => expect(lost([7, 10, 9, 8, 5, 6])).toBe(0));
  test('a wide gap', () => expect(lost([1, 100_001])).toBe(99_999));
  test('a late number beyond the window does not repair it', () => expect(lost([1, 100_001, 5], () => 0)).toBe(99_999));

  test('any order within the window', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 4_294_967_295 }), (chosen, from) => {
        const missing = Math.max(...chosen) - Math.min(...chosen) + 1 - chosen.length;
        expect(lost(chosen.map((number) => (from + number) % 4_294_967_296))).toBe(missing);
      }),
    );
  });
});

describe('2^32', () => {
  const top = 4_294_967_295;
  test('in order', () => expect(lost([top - 1, top, 0, 1])).toBe(0));
  test('out of order', () => expect(lost([top - 1, 0, top, 1])).toBe(0));
  test('the first record read is a late one', () => expect(lost([1, top, 0, 2])).toBe(0));
  test('with a gap', () => expect(lost([top - 2, 3])).toBe(5));
});

describe('a new start of the machine', () => {
  test('after many events', () => expect(lost([50_000, 50_001, 1, 2], (index) => index * 1000)).toBe(0));
  test('gaps before and after are kept apart', () => {
    expect(lost([50_000, 50_002, 1, 4], (index) => index * 1000)).toBe(3);
  });
  test('after few events: numbers fall while much time goes by', () => {
    expect(lost([500, 501, 1, 2, 3], (index) => (index < 2 ? 0 : 60_000))).toBe(0);
    expect(lost([500, 501, 1, 2, 503], (index) => (index < 2 ? 0 : 60_000))).toBe(500);
  });
  test('an old record is not a new start', () => {
    expect(lost([50_000, 50_001, 7, 50_002], (index) => (index === 2 ? -1 : index))).toBe(0);
  });
});
