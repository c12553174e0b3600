import { describe, expect, test } from 'vitest';
import { SourceText } from '../../diagnostic/source-text.ts';
import { Problems } from '../problems.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { printCondition } from './ast.ts';
import { matchesName } from './name-pattern.ts';
import { MAX_NESTING, parseCondition } from './parse.ts';

function scalar(text: string): YamlScalar {
  const source = new SourceText('rule.yml', text);
  return { kind: 'string', text, style: 'plain', span: { source, start: 0, end: text.length } };
}

/** The condition printed, or every problem with its column. */
function read(text: string): string | readonly string[] {
  const problems = new Problems();
  const condition = parseCondition(scalar(text), problems);
  if (condition !== undefined) return printCondition(condition);
  return problems.list.map(({ at, message }) => `${at?.column}-${at?.endColumn}: ${message}`);
}

describe('the fewest parentheses', () => {
  test.each([
    '(a or b) and c',
    'not (a or b) and not (c and d)',
    'a and b or c',
    '1 of a* and not all of b*',
    'not not a',
  ])('%s', (text) => expect(read(text)).toBe(text));
  test.each([
    ['(a and b) or (c)', 'a and b or c'],
    ['not (not a)', 'not not a'],
    ['(not a) and (b)', 'not a and b'],
  ])('%s is %s', (text, printed) => expect(read(text)).toBe(printed));
});

describe('one problem, at the word that is wrong', () => {
  const operand = 'condition: expected a search identifier, found';
  const pattern = 'condition: expected `them`, a search identifier or a pattern, found';
  const operator = 'condition: expected `and`, `or` or the end, found';
  test.each([
    ['and a', `1-4: ${operand} 'and'`],
    ['or a', `1-3: ${operand} 'or'`],
    ['a and and', `7-10: ${operand} 'and'`],
    ['1 of and', `6-9: ${pattern} 'and'`],
    ['1 of or', `6-8: ${pattern} 'or'`],
    ['1 of not', `6-9: ${pattern} 'not'`],
    ['all of of', `8-10: ${pattern} 'of'`],
    ['(a b', `4-5: ${operator} 'b'`],
    ['a OR b', `3-5: ${operator} 'OR' (operators are lower case: \`or\`)`],
    ['a NOT b', `3-6: ${operator} 'NOT' (operators are lower case: \`not\`)`],
    ['a Of b', `3-5: ${operator} 'Of' (operators are lower case: \`of\`)`],
    ['a Or_b', `3-7: ${operator} 'Or_b'`],
    [`a ${'b'.repeat(100)}`, `3-103: ${operator} '${'b'.repeat(80)}'`],
    ['a | count() by b > 5', "3-21: condition: aggregation ('| count() by b > 5') is not supported"],
    [`a | count(${'x'.repeat(80)})`, `3-92: condition: aggregation ('| count(${'x'.repeat(52)}') is not supported`],
  ])('%s', (text, problem) => expect(read(text)).toEqual([problem]));
});

describe('nesting', () => {
  const tooDeep = `condition: nested deeper than ${MAX_NESTING} levels`;

  test('as deep as the limit is taken, one more is not', () => {
    expect(read(`${'('.repeat(MAX_NESTING)}a${')'.repeat(MAX_NESTING)}`)).toBe('a');
    expect(read(`${'('.repeat(MAX_NESTING + 1)}a`)).toEqual([`65-66: ${tooDeep}`]);
    expect(read(`${'not '.repeat(MAX_NESTING)}a`)).toBe(`${'not '.repeat(MAX_NESTING)}a`);
    expect(read(`${'not '.repeat(MAX_NESTING + 1)}a`)).toEqual([`257-260: ${tooDeep}`]);
  });

  test('what is closed does not count for what follows', () => {
    const many = MAX_NESTING + 10;
    expect(read(new Array(many).fill('(a)').join(' or '))).toBe(new Array(many).fill('a').join(' or '));
    const nots = new Array(many).fill('not a').join(' and ');
    expect(read(nots)).toBe(nots);
  });
});

test.each([
  ['*a*', 'abc', true],
  ['*a*', 'bca', true],
  ['*a*', 'bcd', false],
  ['a*b*b', 'ab', false],
  ['a*b*b', 'abb', true],
  ['ab*ba', 'aba', false],
  ['ab*ba', 'abba', true],
  ['a*b*c*d', 'axbycd', true],
  ['a*bc*cd', 'abcd', false],
])('the pattern %s and the name %s: %s', (pattern, name, expected) => {
  expect(matchesName(pattern, name)).toBe(expected);
});
