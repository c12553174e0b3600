import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../diagnostic/source-text.ts';
import { Problems } from '../problems.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { type Condition, printCondition } from './ast.ts';
import { parseCondition } from './parse.ts';

function scalar(text: string): YamlScalar {
  const source = new SourceText('rule.yml', text);
  return { kind: 'string', text, style: 'plain', span: { source, start: 0, end: text.length } };
}

function parsed(text: string): Condition | string {
  const problems = new Problems();
  const condition = parseCondition(scalar(text), problems);
  const [first] = problems.list;
  return condition ?? `${first?.at?.column}: ${first?.message}`;
}

/** All parentheses written, to show how the text was understood. */
function shape(condition: Condition | string): string {
  if (typeof condition === 'string') return condition;
  switch (condition.kind) {
    case 'and':
    case 'or':
      return `(${condition.of.map(shape).join(` ${condition.kind} `)})`;
    case 'not':
      return `not ${shape(condition.of)}`;
    case 'identifier':
      return condition.name;
    case 'quantified':
      return `[${condition.quantifier} of ${condition.pattern}]`;
  }
}

describe('parseCondition', () => {
  test.each([
    ['a', 'a'],
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c and d', '((a and b) or (c and d))'],
    ['not a and b', '(not a and b)'],
    ['not (a and b)', 'not (a and b)'],
    ['not not a', 'not not a'],
    ['(a or b) and c', '((a or b) and c)'],
    ['((a))', 'a'],
    ['1 of them', '[1 of them]'],
    ['any of sel*', '[1 of sel*]'],
    ['not 1 of f_* or all of s_*', '(not [1 of f_*] or [all of s_*])'],
    ['all and 1 or them', '((all and 1) or them)'],
    ['not_sel or order', '(not_sel or order)'],
    [' a\n  and\tb ', '(a and b)'],
    ['(a)and(b)', '(a and b)'],
  ])('%j is %s', (text, expected) => expect(shape(parsed(text))).toBe(expected));

  const operand = 'a search identifier';
  const operator = '`and`, `or` or the end';
  test.each([
    ['', '1: condition: expected a search identifier, `1 of`, `all of`, `not` or `(`, found the end'],
    ['a b', `3: condition: expected ${operator}, found 'b'`],
    ['a and', '6: condition: expected a search identifier, `1 of`, `all of`, `not` or `(`, found the end'],
    ['a and or b', `7: condition: expected ${operand}, found 'or'`],
    ['(a', '3: condition: expected `)`, found the end'],
    ['a)', `2: condition: expected ${operator}, found ')'`],
    ['()', `2: condition: expected ${operand}, found ')'`],
    ['not', '4: condition: expected a search identifier, `1 of`, `all of`, `not` or `(`, found the end'],
    ['a AND b', `3: condition: expected ${operator}, found 'AND' (operators are lower case: \`and\`)`],
    ['3 of them', "1: condition: '3 of' is not Sigma"],
    ['1 of', '5: condition: expected `them`, a search identifier or a pattern, found the end'],
    ['1 of (a)', "6: condition: expected `them`, a search identifier or a pattern, found '('"],
    ['of a', `1: condition: expected ${operand}, found 'of'`],
    ['a | near b', "3: condition: aggregation ('| near b') is not supported"],
    ['| count()', `1: condition: expected ${operand}, found '|'`],
  ])('%j: %s', (text, expected) => expect(parsed(text)).toBe(expected));

  test('reads what printCondition writes', () => {
    fc.assert(
      fc.property(condition, (one) => {
        expect(shape(parsed(printCondition(one)))).toBe(shape(one));
      }),
      { numRuns: 3_000 },
    );
  });

  test('is quick and needs no stack, however long or deep the text is', () => {
    const start = performance.now();
    expect(typeof parsed(`${'('.repeat(50_000)}a${')'.repeat(50_000)}`)).toBe('string');
    expect(typeof parsed(`${'not '.repeat(100_000)}a`)).toBe('string');
    expect(parsed(`${'a and '.repeat(100_000)}a`)).toHaveProperty('of.length', 100_001);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('never throws', () => {
    const words = fc.constantFrom('and', 'or', 'not', 'of', '1', 'all', 'them', '(', ')', '|', 'a', 'b*', '2', 'AND');
    fc.assert(
      fc.property(fc.array(words), (all) => void parsed(all.join(' '))),
      { numRuns: 5_000 },
    );
  });
});

const place = { start: 0, end: 0 };
const name = fc.constantFrom('a', 'sel_1', 'not_b', 'x-y');
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  name.map((one) => ({ kind: 'identifier' as const, name: one, ...place })),
  fc.record({
    kind: fc.constant('quantified' as const),
    quantifier: fc.constantFrom('1' as const, 'all' as const),
    pattern: fc.constantFrom('them', 'sel*', '*_x'),
    start: fc.constant(0),
    end: fc.constant(0),
  }),
);
/** Lists never hold a list of their own kind: those are read as one. */
const condition: fc.Arbitrary<Condition> = fc.letrec<{ or: Condition; and: Condition; not: Condition }>((tie) => ({
  or: fc.oneof({ maxDepth: 4 }, tie('and'), fc.array(tie('and'), { minLength: 2, maxLength: 3 }).map(asList('or'))),
  and: fc.oneof({ maxDepth: 4 }, tie('not'), fc.array(tie('not'), { minLength: 2, maxLength: 3 }).map(asList('and'))),
  not: fc.oneof(
    { maxDepth: 4 },
    leaf,
    tie('or').map((of): Condition => ({ kind: 'not', of })),
  ),
})).or;

function asList(kind: 'and' | 'or'): (of: Condition[]) => Condition {
  return (of) => ({ kind, of });
}
