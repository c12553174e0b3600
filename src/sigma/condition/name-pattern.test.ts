import { expect, test } from 'vitest';
import { matchesName, namesOf } from './name-pattern.ts';

test.each([
  ['a', 'a', true],
  ['a', 'ab', false],
  ['a*', 'ab', true],
  ['*b', 'ab', true],
  ['a*a', 'a', false],
  ['*', '', true],
  ['a*b*c', 'axxbyyc', true],
  ['a*b*c', 'acb', false],
  ['*ab*ab*', 'ab', false],
  ['a.c', 'abc', false],
])('%s and %s: %s', (pattern, name, expected) => expect(matchesName(pattern, name)).toBe(expected));

test('identifiers with an underscore in front are left out', () => {
  expect(namesOf('them', ['a', '_b', 'c'])).toEqual(['a', 'c']);
  expect(namesOf('*', ['a', '_b'])).toEqual(['a']);
  expect(namesOf('_b', ['a', '_b'])).toEqual([]);
});
