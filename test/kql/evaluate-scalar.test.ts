import { describe, expect, test } from 'vitest';
import type { BinaryOperator, ListOperator, Literal, Scalar } from '../../src/kql/ast.ts';
import { binary, call, column, long, number, text } from '../../src/kql/build.ts';
import { evaluate, type Row, satisfies } from './evaluate-scalar.ts';
import { dynamic, KqlError, long as longValue } from './value.ts';

function value(expression: Scalar, row: Row = {}): unknown {
  return evaluate(expression, row).value;
}

const row: Row = { none: longValue(null), five: longValue(5), bag: dynamic({ a: 'x', n: 1, yes: true }) };

describe('operators on texts', () => {
  const cases: readonly (readonly [string, BinaryOperator, string, boolean])[] = [
    ['aBc', '==', 'abc', false],
    ['aBc', '=~', 'AbC', true],
    ['Fabrikam', '!=', 'fabrikam', true],
    ['North America', 'has', 'america', true],
    ['North America', 'has_cs', 'america', false],
    ['North America', 'has', 'amer', false],
    ['/usr/bin/bash', 'has', 'sh', false],
    ['/bin/sh', 'has', 'sh', true],
    ['/usr/bin/id', 'has', '/bin/', true],
    ['/usr/sbin/id', 'has', 'bin/id', false],
    ['x', 'has', '', true],
    ['FabriKam', 'contains', 'BRik', true],
    ['FabriKam', 'contains_cs', 'Kam', true],
    ['FabriKam', 'startswith', 'fab', true],
    ['FabriKam', 'startswith_cs', 'fab', false],
    ['FabriKam', 'endswith', 'kAM', true],
    ['FabriKam', 'endswith_cs', 'Kam', true],
    ['FabriKam', 'matches regex', 'b.*k', false],
    ['FabriKam', 'matches regex', '(?i)b.*k', true],
    ['K\u212a', '=~', 'k\u212a', true],
    ['\u212a', '=~', 'k', false],
  ];
  test.each(cases)('%j %s %j', (left, operator, right, expected) => {
    expect(value(binary(text(left), operator, text(right)))).toBe(expected);
  });

  const lists: readonly (readonly [string, ListOperator, readonly string[], boolean])[] = [
    ['a', 'in', ['A', 'b'], false],
    ['a', 'in~', ['A', 'b'], true],
    ['ls -la /tmp', 'has_any', ['tm', 'LS'], true],
    ['ls -la /tmp', 'has_all', ['tmp', 'LS'], true],
    ['ls -la /tmp', 'has_all', ['tm', 'LS'], false],
  ];
  test.each(lists)('%j %s %j', (left, operator, right, expected) => {
    const list: readonly Literal[] = right.map(text);
    expect(value({ kind: 'among', operator, value: text(left), list })).toBe(expected);
  });
});

describe('null', () => {
  const none = column('none');
  const five = column('five');

  test('equals nothing but another null, of which nothing can be said', () => {
    expect(value(binary(five, '==', none), row)).toBe(false);
    expect(value(binary(five, '!=', none), row)).toBe(true);
    expect(value(binary(none, '==', none), row)).toBe(null);
    expect(value(binary(none, '!=', none), row)).toBe(null);
  });

  test('makes comparisons and sums null', () => {
    expect(value(binary(none, '>', long(3)), row)).toBe(null);
    expect(value(binary(none, '+', long(3)), row)).toBe(null);
    expect(satisfies(binary(none, '>', long(3)), row)).toBe(false);
  });

  test('decides nothing in a condition', () => {
    const unknown = binary(none, '>', long(3));
    const known = binary(five, '>', long(3));
    expect(value({ kind: 'or', of: [unknown, known] }, row)).toBe(true);
    expect(value({ kind: 'and', of: [unknown, known] }, row)).toBe(null);
    expect(value({ kind: 'and', of: [unknown, { kind: 'not', of: known }] }, row)).toBe(false);
    expect(() => value({ kind: 'not', of: unknown }, row)).toThrow(KqlError);
  });

  test('is the empty text', () => {
    expect(value(call('tostring', none), row)).toBe('');
    expect(value(call('strcat', text('a'), none, text('b')), row)).toBe('ab');
    expect(value(call('isempty', none), row)).toBe(true);
    expect(value(call('isempty', text('')), row)).toBe(true);
    expect(value(call('isnull', text('')), row)).toBe(false);
  });
});

describe('numbers', () => {
  test('divide as whole numbers, if they are', () => {
    expect(value(binary(long(7), '/', long(2)))).toBe(3n);
    expect(value(binary(number(7.5), '/', long(2)))).toBe(3.75);
  });

  test('are read from texts', () => {
    expect(value(call('tolong', text('0x1a4')))).toBe(420n);
    expect(value(call('tolong', text('12')))).toBe(12n);
    expect(value(call('tolong', text('twelve')))).toBe(null);
    expect(value(call('todouble', text('-1.5')))).toBe(-1.5);
  });
});

describe('dynamic values', () => {
  test('give their properties', () => {
    const property = (name: string): Scalar => ({ kind: 'member', of: column('bag'), name });
    expect(value(call('tostring', property('a')), row)).toBe('x');
    expect(value(call('tostring', property('b')), row)).toBe('');
    expect(value(call('tobool', property('yes')), row)).toBe(true);
    expect(value(call('tobool', property('b')), row)).toBe(null);
  });
});

describe('functions', () => {
  const cases: readonly (readonly [string, Scalar, unknown])[] = [
    ['extract', call('extract', text('User: ([^,]+)'), long(1), text('User: James, Age: 29')), 'James'],
    ['extract of nothing', call('extract', text('x(y)?'), long(1), text('abc')), ''],
    ['extract of a group without part', call('extract', text('a(y)?'), long(1), text('abc')), ''],
    [
      'extract_all',
      call('extract_all', text('(\\w)(\\d)'), text('a1 b2')),
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['trim', call('trim', text('[^\\w]+'), text('-  Te st1// $')), 'Te st1'],
    ['trim_start', call('trim_start', text('[^\\w]+'), text('-  Te st1// $')), 'Te st1// $'],
    ['replace_regex', call('replace_regex', text('4142'), text('(..)'), text('%\\1')), '%41%42'],
    ['replace_string', call('replace_string', text('a.b.c'), text('.'), text('$&')), 'a$&b$&c'],
    ['url_decode', call('url_decode', text('https%3a%2f%2fx')), 'https://x'],
    ['url_decode beyond ASCII', call('url_decode', text('%C3%A4%zz%')), 'ä%zz%'],
    ['strlen', call('strlen', text('⒦⒰⒮⒯⒪')), 5n],
    ['strlen beyond the first plane', call('strlen', text('😀')), 1n],
    ['substring', call('substring', text('😀bcd'), long(1), long(2)), 'bc'],
    ['coalesce', call('coalesce', text(''), text('a'), text('b')), 'a'],
    ['iff', call('iff', call('isempty', text('')), text('yes'), text('no')), 'yes'],
    ['case', call('case', { kind: 'bool', value: false }, text('a'), text('rest')), 'rest'],
    [
      'parse_url',
      call('tostring', { kind: 'member', of: call('parse_url', text('https://a.b:8/c?d')), name: 'Host' }),
      'a.b',
    ],
    ['ipv4_is_in_range', call('ipv4_is_in_range', text('192.168.1.6'), text('192.168.1.1/24')), true],
    ['ipv4_is_in_range of no address', call('ipv4_is_in_range', text('x'), text('192.168.1.1/24')), null],
    ['ipv6_is_in_range', call('ipv6_is_in_range', text('a5e:f127::1'), text('a5e:f127::/112')), true],
    ['week_of_year', call('week_of_year', { kind: 'datetime', value: Date.UTC(2020, 11, 31) }), 53n],
    ['datetime_part', call('datetime_part', text('minute'), call('todatetime', text('2017-10-30T01:02:03Z'))), 2n],
    ['min_of', call('min_of', long(10), long(2)), 2n],
  ];
  test.each(cases)('%s', (_, expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  test('replace_strings goes by the order of what is looked for', () => {
    const source = text('This is an example');
    const lists = (...of: readonly string[]): Literal => ({ kind: 'dynamic', value: of });
    expect(value(call('replace_strings', source, lists('This', 'is'), lists('This', 'was')))).toBe(
      'This was an example',
    );
    expect(value(call('replace_strings', source, lists('is', 'This'), lists('was', 'This')))).toBe(
      'Thwas was an example',
    );
  });

  test('that are not known, and columns that are not there, are no answers', () => {
    expect(() => value(call('row_cumsum', long(1)))).toThrow(KqlError);
    expect(() => value(column('x'))).toThrow(KqlError);
  });
});
