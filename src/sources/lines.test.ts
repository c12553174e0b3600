import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineSplitter } from './lines.ts';

type Seen = readonly [text: string | number, offset: number, line: number];

function split(chunks: readonly (string | Buffer)[], limit?: number): Seen[] {
  const seen: Seen[] = [];
  const splitter = new LineSplitter(
    (buffer, start, end, { offset, line }) => seen.push([buffer.toString('latin1', start, end), offset, line]),
    (bytes, { offset, line }) => seen.push([bytes, offset, line]),
    limit,
  );
  for (const chunk of chunks) splitter.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
  splitter.end();
  return seen;
}

describe('lines', () => {
  test('with their places', () => {
    expect(split(['a\nbc\n\nd\n'])).toEqual([
      ['a', 0, 1],
      ['bc', 2, 2],
      ['', 5, 3],
      ['d', 6, 4],
    ]);
  });
  test('without a line end at the end', () => {
    expect(split(['a\nb'])).toEqual([
      ['a', 0, 1],
      ['b', 2, 2],
    ]);
  });
  test('CRLF; a return inside a line stays', () => {
    expect(split(['a\r\nb\rc\r\n\r\nd\r'])).toEqual([
      ['a', 0, 1],
      ['b\rc', 3, 2],
      ['', 8, 3],
      ['d', 10, 4],
    ]);
  });
  test('nothing', () => {
    expect(split([])).toEqual([]);
    expect(split([''])).toEqual([]);
    expect(split(['\n'])).toEqual([['', 0, 1]]);
  });
  test('across chunks, also where the line end is cut', () => {
    expect(split(['a', 'b', '\n', 'c\r', '\n', 'd'])).toEqual([
      ['ab', 0, 1],
      ['c', 3, 2],
      ['d', 6, 3],
    ]);
  });
  test('the chunk may be reused after it was pushed', () => {
    const chunk = Buffer.from('abc');
    const seen: string[] = [];
    const splitter = new LineSplitter(
      (buffer, start, end) => seen.push(buffer.toString('latin1', start, end)),
      () => undefined,
    );
    splitter.push(chunk);
    chunk.write('xyz');
    splitter.push(Buffer.from('\n'));
    expect(seen).toEqual(['abc']);
  });

  test('any cutting into chunks gives the same', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n', '\xff'), maxLength: 60 });
    const cuts = fc.array(fc.nat(60), { maxLength: 8 });
    fc.assert(
      fc.property(text, cuts, fc.integer({ min: 1, max: 70 }), (content, at, limit) => {
        const places = [0, ...at.map((cut) => Math.min(cut, content.length)).sort((a, b) => a - b), content.length];
        const chunks = places.slice(1).map((end, index) => content.slice(places[index], end));
        expect(split(chunks)).toEqual(split([content]));
        expect(split(chunks, limit)).toEqual(split([content], limit));
      }),
    );
  });
});

describe('a line over the limit', () => {
  test('is told, not kept, and the next line is right', () => {
    expect(split(['aaaaaa\nb\n'], 5)).toEqual([
      [6, 0, 1],
      ['b', 7, 2],
    ]);
    expect(split(['aaaaa\nb\n'], 5)[0]).toEqual(['aaaaa', 0, 1]);
  });
  test('over many chunks takes no memory', () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage.rss();
    const seen = split([...Array.from({ length: 512 }, () => chunk), '\nb\n']);
    expect(seen).toEqual([
      [512 * 1024 * 1024, 0, 1],
      ['b', 512 * 1024 * 1024 + 1, 2],
    ]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
  });
  test('without a line end', () => expect(split(['aaa', 'aaa'], 5)).toEqual([[6, 0, 1]]));
});
