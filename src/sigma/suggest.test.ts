import { expect, test } from 'vitest';
import { editDistance, nearest } from './suggest.ts';

test.each([
  ['endwith', 'endswith'],
  ['hihg', 'high'],
  ['CONTAINS', 'contains'],
  ['xyz', undefined],
  ['', undefined],
  ['c'.repeat(1000), undefined],
])('nearest to %s is %s', (word, expected) => {
  expect(nearest(word, ['contains', 'endswith', 'high'])).toBe(expected);
});

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['abc', 'acb', 1],
  ['kitten', 'sitting', 3],
])('%j and %j are %i apart', (from, to, distance) => expect(editDistance(from, to)).toBe(distance));

test('nothing is near a word that is empty', () => {
  expect(nearest('', ['i', 's'])).toBeUndefined();
});
