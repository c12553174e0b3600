import { describe, expect, test } from 'vitest';
import { type ArgumentList, Arguments } from './argv.ts';
import { Fields } from './fields.ts';

function listOf(...records: string[]): ArgumentList {
  const fields = new Fields();
  const argv = new Arguments();
  for (const record of records) {
    const buffer = Buffer.from(record, 'latin1');
    fields.open(buffer, 0, buffer.length);
    argv.add(fields);
  }
  return argv.list();
}

const clean = { hex: undefined, missing: 0, problems: [] };

describe('one record', () => {
  test('plain', () => {
    expect(listOf(' argc=3 a0="sh" a1="-c" a2="id"')).toEqual({ texts: ['sh', '-c', 'id'], ...clean });
  });
  test('hexadecimal', () => expect(listOf(' argc=2 a0="sh" a1=6563686F2022').texts).toEqual(['sh', 'echo "']));
  test('bare is always hexadecimal, even if it looks like a number', () => {
    expect(listOf(' argc=2 a0="x" a1=3132').texts).toEqual(['x', '12']);
    expect(listOf(' argc=2 a0="x" a1="3132"').texts).toEqual(['x', '3132']);
  });
  test('empty', () => {
    expect(listOf(' argc=3 a0="" a1="" a2="x"')).toEqual({ texts: ['', '', 'x'], ...clean });
    expect(listOf(' argc=1 a0=(null)').texts).toEqual(['']);
    expect(listOf(' argc=0')).toEqual({ texts: [], ...clean });
  });
  test('a forged field inside an argument', () => {
    expect(listOf(' argc=2 a0="sh" a1="x a0=forged a7=00"').texts).toEqual(['sh', 'x a0=forged a7=00']);
  });
  test('bytes that are not UTF-8', () => {
    expect(listOf(' argc=2 a0="ls" a1=61FF')).toEqual({
      texts: ['ls', 'a\\xff'],
      hex: ['6c73', '61ff'],
      missing: 0,
      problems: [],
    });
  });
  test('valid UTF-8 has no second form', () => {
    expect(listOf(' argc=1 a0=C3A9')).toEqual({ texts: ['é'], ...clean });
  });
});

describe('long arguments', () => {
  test('in pieces', () => {
    expect(listOf(' argc=2 a0="sh" a1_len=6 a1[0]="abc" a1[1]="def"')).toEqual({ texts: ['sh', 'abcdef'], ...clean });
  });
  test('in hexadecimal pieces: the length counts digits', () => {
    expect(listOf(' argc=1 a0_len=12 a0[0]=616263', ' a0[1]=646566')).toEqual({ texts: ['abcdef'], ...clean });
  });
  test('in pieces out of order, over several records', () => {
    const records = [' a1[2]="ef"', ' argc=3 a0="sh" a1_len=6 a1[0]="ab"', ' a2="z"', ' a1[1]="cd"'];
    expect(listOf(...records)).toEqual({ texts: ['sh', 'abcdef', 'z'], ...clean });
  });
  test('a piece that is missing', () => {
    expect(listOf(' argc=1 a0_len=6 a0[0]="ab" a0[2]="ef"').problems).toEqual([
      { field: 'a0', reason: 'is cut: 4 of 6 characters are there' },
    ]);
  });
  test('a huge number of a piece costs nothing', () => {
    const record = Array.from({ length: 20_000 }, (_, index) => ` a${index}[9999999]="x"`).join('');
    const started = performance.now();
    expect(listOf(record).texts).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('long lists', () => {
  test('in several records, in any order', () => {
    const records = [' a2="c" a3="d"', ' a4="e"', ' argc=5 a0="a" a1="b"'];
    expect(listOf(...records)).toEqual({ texts: ['a', 'b', 'c', 'd', 'e'], ...clean });
  });
  test('arguments that are missing', () => {
    expect(listOf(' argc=5 a0="a" a3="d"')).toEqual({
      texts: ['a', '', '', 'd'],
      hex: undefined,
      missing: 3,
      problems: [],
    });
    expect(listOf(' argc=3 a0="a"')).toEqual({ texts: ['a'], hex: undefined, missing: 2, problems: [] });
  });
  test('a huge argc is a count, not a size', () => {
    expect(listOf(' argc=999999999 a0="a"')).toMatchObject({ texts: ['a'], missing: 999_999_998 });
    expect(listOf(' argc=99999999999 a0="a"').problems).toEqual([{ field: 'argc', reason: 'is no number' }]);
    expect(listOf(' argc=-1 a0="a"').problems).toHaveLength(1);
  });
  test('a huge number is not believed', () => {
    expect(listOf(' argc=1 a0="a" a4000000="b"')).toEqual({
      texts: ['a'],
      hex: undefined,
      missing: 0,
      problems: [{ field: 'a4000000', reason: "can't be: there are only 1 arguments before it" }],
    });
    expect(listOf(' argc=1 a99999999="b"').problems).toEqual([{ field: 'a99999999', reason: 'is not an argument' }]);
  });
  test('200,000 arguments', () => {
    const record = Array.from({ length: 200_000 }, (_, index) => ` a${index}="file-${index}"`).join('');
    const { texts, problems } = listOf(record);
    expect(texts).toHaveLength(200_000);
    expect(texts.at(-1)).toBe('file-199999');
    expect(problems).toEqual([]);
  });
  test('records without end: what is beyond the limit is dropped and told', () => {
    const record = ` a0="${'x'.repeat(1024 * 1024)}"`;
    const fields = new Fields();
    const argv = new Arguments();
    const buffer = Buffer.from(record);
    for (let index = 0; index < 50; index += 1) {
      fields.open(buffer, 0, buffer.length);
      argv.add(fields);
    }
    expect(argv.size).toBeLessThan(9 * 1024 * 1024);
    expect(argv.list().problems).toEqual([
      { field: 'argc', reason: 'is too much: 43 arguments or pieces were dropped' },
    ]);
  });
});

describe('what cannot be read', () => {
  test('is told, and used as it is', () => {
    expect(listOf(' argc=2 a0="x" a1=xyz')).toMatchObject({
      texts: ['x', 'xyz'],
      problems: [{ field: 'a1', reason: 'is neither quoted nor hexadecimal' }],
    });
    expect(listOf(' argc=2 a0="x" a1=616').texts).toEqual(['x', '616']);
  });
  test.each(['b0="x"', 'a="x"', 'ax="x"', 'a0x="x"', 'a0[="x"', 'a0[1="x"', 'a0[]="x"', 'a0_len=x'])('%s', (field) => {
    expect(listOf(` argc=1 ${field}`).problems).toEqual([
      { field: field.slice(0, field.indexOf('=')), reason: 'is not an argument' },
    ]);
  });
  test('only the first of many is told, the rest counted', () => {
    const { problems } = listOf(' zz=1'.repeat(100_000));
    expect(problems).toHaveLength(9);
    expect(problems.at(-1)).toEqual({ field: 'a…', reason: 'and 99992 more could not be read' });
  });
});
