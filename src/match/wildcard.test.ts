import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StringPattern } from '../sigma/ir.ts';
import { parsePattern } from '../sigma/pattern.ts';
import { compilePattern } from './wildcard.ts';

/** The definition of wildcards, by dynamic programming over code points: what the fast matching must equal. */
function matchesByDefinition(pattern: StringPattern, text: string): boolean {
  const points = Array.from(text);
  const steps = pattern.flatMap((part): (string | 0 | 1)[] =>
    part.kind === 'literal' ? Array.from(part.text) : [part.kind === 'one' ? 1 : 0],
  );
  let reached = points.map(() => false);
  reached = [true, ...reached];
  for (const step of steps) {
    const next = reached.map(() => false);
    for (let at = 0; at < reached.length; at += 1) {
      if (step === 0) next[at] = reached[at] === true || (at > 0 && next[at - 1] === true);
      else if (at > 0) next[at] = reached[at - 1] === true && (step === 1 || step === points[at - 1]);
    }
    reached = next;
  }
  return reached.at(-1) === true;
}

const letter = fc.constantFrom('a', 'b', 'é', '😀', '\ud83d\ude01', '\n');
const text = fc.array(letter, { maxLength: 14 }).map((letters) => letters.join(''));
const pattern = fc.array(fc.oneof(letter, fc.constantFrom('*', '?')), { maxLength: 10 }).map((parts) => parts.join(''));

describe('wildcards', () => {
  test('match what their definition matches', () => {
    fc.assert(
      fc.property(pattern, text, (written, value) => {
        const parsed = parsePattern(written);
        expect(compilePattern(parsed)(value)).toBe(matchesByDefinition(parsed, value));
      }),
      { numRuns: 20_000 },
    );
  });

  test('match a text made from the pattern', () => {
    const part = fc.oneof(letter, fc.record({ wildcard: fc.constantFrom('*', '?'), by: text, one: letter }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const written = parts.map((one) => (typeof one === 'string' ? one : one.wildcard)).join('');
        const value = parts
          .map((one) => (typeof one === 'string' ? one : one.wildcard === '*' ? one.by : one.one))
          .join('');
        expect(compilePattern(parsePattern(written))(value)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test('stay quick on what makes backtracking slow', () => {
    const matches = compilePattern(parsePattern(`${'*a'.repeat(50)}*b`));
    const matchesOne = compilePattern(parsePattern(`${'*a?'.repeat(30)}*b`));
    const start = performance.now();
    expect(matches('a'.repeat(100_000))).toBe(false);
    expect(matchesOne('a'.repeat(100_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['?*', '', false],
    ['*?', '😀', true],
    ['??', '😀', false],
  ])('%j and %j: %j', (written, value, expected) => {
    expect(compilePattern(parsePattern(written))(value)).toBe(expected);
  });
});
