import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prefilterOf } from '../../src/backends/optimise/prefilter.ts';
import { impliedTerm } from '../../src/backends/optimise/terms.ts';
import type { BinaryOperator, Scalar } from '../../src/kql/ast.ts';
import { allOf, anyOf, binary, column, text } from '../../src/kql/build.ts';
import { satisfies } from './evaluate-scalar.ts';
import { string } from './value.ts';

const pieces = fc.constantFrom(
  ...[
    'whoami',
    'WHOAMI',
    'tmp',
    'Tmp',
    'id',
    'a_b',
    'abc',
    '123',
    '/',
    '/',
    ' ',
    '-',
    '.',
    '_',
    'é',
    'K',
    '\u212a',
    '=',
    '\n',
  ],
);
const word = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const OPERATORS: readonly BinaryOperator[] = [
  ...(['=~', '==', 'contains', 'contains_cs', 'startswith', 'startswith_cs', 'endswith', 'endswith_cs'] as const),
];
const simple: fc.Arbitrary<Scalar> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('A', 'B'), fc.constantFrom(...OPERATORS), word)
      .map(([name, operator, value]) => binary(column(name), operator, text(value))),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('A', 'B'), fc.array(word, { minLength: 1, maxLength: 3 }))
      .map(([name, list]): Scalar => ({ kind: 'among', operator: 'in~', value: column(name), list: list.map(text) })),
  },
);
const { predicate } = fc.letrec<{ predicate: Scalar }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3 },
    { weight: 2, arbitrary: simple },
    { weight: 1, arbitrary: fc.array(tie('predicate'), { minLength: 2, maxLength: 3 }).map(allOf) },
    { weight: 2, arbitrary: fc.array(tie('predicate'), { minLength: 2, maxLength: 3 }).map(anyOf) },
    { weight: 1, arbitrary: tie('predicate').map((of): Scalar => ({ kind: 'not', of })) },
  ),
}));

test('what is put in front of a predicate never changes the answer', () => {
  const total = { prefilters: 0, kept: 0 };
  fc.assert(
    fc.property(predicate, fc.array(fc.tuple(word, word), { minLength: 20, maxLength: 20 }), (expression, values) => {
      const prefilters = prefilterOf(expression);
      total.prefilters += prefilters.length;
      for (const [a, b] of [...values, ...literalsOf(expression).map((one): [string, string] => [`${one}`, one])]) {
        const row = { A: string(a), B: string(b) };
        if (!satisfies(expression, row)) continue;
        total.kept += prefilters.length;
        for (const each of prefilters)
          if (!satisfies(each, row)) throw new Error(JSON.stringify({ expression, each, a, b }));
      }
    }),
    { numRuns: 12_000 },
  );
  expect(total.prefilters).toBeGreaterThan(400);
  expect(total.kept).toBeGreaterThan(400);
});

test.each([
  ['/whoami', 'endswith', 'whoami'],
  ['/whoami', 'contains', undefined],
  ['whoami', 'equals', 'whoami'],
  ['/bin/id', 'endswith', 'bin'],
  ['/ip', 'endswith', undefined],
  ['/var_lib/', 'contains', undefined],
  [' /tmp/x ', 'contains', 'tmp'],
  ['éabc/', 'contains', undefined],
  ['tomcat', 'contains', undefined],
  ['curl ', 'startswith', 'curl'],
] as const)('%s where it %s implies the term %s', (literal, where, term) => {
  expect(impliedTerm(literal, where)).toBe(term);
});

function literalsOf(expression: Scalar): string[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.flatMap(literalsOf);
    case 'not':
    case 'from':
      return literalsOf(expression.of);
    case 'binary':
      return expression.right.kind === 'string' ? [expression.right.value, `x${expression.right.value}y`] : [];
    case 'among':
      return expression.list.flatMap((each) => (each.kind === 'string' ? [each.value] : []));
    default:
      return [];
  }
}
