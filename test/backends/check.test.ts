import { expect, test } from 'vitest';
import { checkQuery } from '../../src/backends/check.ts';
import { SourceText, type Span } from '../../src/diagnostic/source-text.ts';
import type { Operator, Query, Scalar } from '../../src/kql/ast.ts';
import { allOf, binary, call, column, text } from '../../src/kql/build.ts';
import { printQuery } from '../../src/kql/print/query.ts';

const source = new SourceText('rule.yml', 'selection:\n    User: root\n    Image: sh\n');
const whole: Span = { source, start: 0, end: source.text.length };
const user: Span = { source, start: 21, end: 25 };
const image: Span = { source, start: 37, end: 39 };

function from(origin: Span, of: Scalar): Scalar {
  return { kind: 'from', origin, of };
}

function checked(...operators: readonly Operator[]): readonly string[] {
  const query: Query = { comments: [], lets: [], source: { kind: 'table', name: 'imProcessCreate' }, operators };
  return checkQuery(printQuery(query), whole).map(
    ({ code, at, message }) => `${at?.source}:${at?.line}:${at?.column} [${code}] ${message}`,
  );
}

test('nothing is said of a query that is right', () => {
  expect(checked({ kind: 'where', predicate: binary(column('TargetUsername'), '=~', text('root')) })).toEqual([]);
});

test('an error is told at the innermost place of the rule that made that part of the query', () => {
  const inner = from(image, binary(column('TargetProcesName'), 'has', text('sh')));
  const predicate = from(user, allOf([binary(column('TargetUsername'), '=~', text('root')), inner]));
  expect(checked({ kind: 'where', predicate })).toEqual([
    expect.stringMatching(/^rule\.yml:3:12 \[convert-rejected\] .*KS\d+ .*'TargetProcesName'/),
  ]);
  const outer = from(user, allOf([binary(column('TargetUsernam'), '=~', text('root')), inner]));
  expect(checked({ kind: 'where', predicate: outer }).map((each) => each.slice(0, 13))).toEqual([
    'rule.yml:2:11',
    'rule.yml:3:12',
  ]);
});

test('what no part of the rule made is told at its begin', () => {
  const columns = [{ name: 'X', of: call('no_such_function') }];
  expect(checked({ kind: 'extend', columns })).toEqual([
    expect.stringMatching(/^rule\.yml:1:1 \[convert-rejected\] .*no_such_function/),
  ]);
});

test('a doubt is a warning', () => {
  const query = 'union isfuzzy=true imProcessCreate, Nope';
  const marks = [{ start: query.indexOf('Nope'), end: query.length, origin: image }];
  const [doubt, ...more] = checkQuery({ text: query, marks }, whole);
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({ code: 'convert-doubted', severity: 'warning', at: { line: 3, column: 12 } });
});
