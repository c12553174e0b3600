import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '../sources/lines.ts';
import { Cutter, type Piece } from './cutter.ts';

const LIMIT = 30;

/** Lines with where they stand; of a long one its length. */
function linesOf(chunks: readonly Buffer[]): unknown[] {
  const found: unknown[] = [];
  const splitter = splitterInto(found, 0);
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return found;
}

function splitterInto(found: unknown[], from: number): LineSplitter {
  return new LineSplitter(
    (buffer, start, end, { offset }) => found.push([from + offset, buffer.toString('latin1', start, end)]),
    (bytes, { offset }) => found.push([from + offset, bytes]),
    LIMIT,
  );
}

function linesOfPieces(chunks: readonly Buffer[], size: number): unknown[] {
  const found: unknown[] = [];
  const spare: Uint8Array<SharedArrayBuffer>[] = [];
  const cutter = new Cutter(spare, size, LIMIT);
  const take = (pieces: Iterable<Piece>): void => {
    for (const piece of pieces) {
      if (piece.kind === 'long line') found.push([piece.offset, piece.length]);
      else {
        const splitter = splitterInto(found, piece.offset);
        splitter.push(Buffer.from(piece.bytes.buffer, 0, piece.length));
        splitter.end();
        spare.push(piece.bytes);
      }
    }
  };
  for (const chunk of chunks) take(cutter.push(chunk));
  take(cutter.end());
  return found;
}

test('the lines of the pieces are the lines of the file, wherever it is cut', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\n', '\r', 'ccccccc'), maxLength: 120 });
  fc.assert(
    fc.property(
      text,
      fc.array(fc.nat(400), { maxLength: 8 }),
      fc.integer({ min: 1, max: 60 }),
      (content, cuts, size) => {
        const bytes = Buffer.from(content);
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect(linesOfPieces(chunks, size)).toEqual(linesOf([bytes]));
      },
    ),
    { numRuns: 2000 },
  );
});

test('a line without an end takes no more memory than the limit and a chunk', () => {
  const cutter = new Cutter([], 10, LIMIT);
  const pieces: Piece[] = [];
  for (let count = 0; count < 1000; count += 1) pieces.push(...cutter.push(Buffer.alloc(20, 'x')));
  pieces.push(...cutter.push(Buffer.from('\nrest')), ...cutter.end());
  expect(pieces.map(({ kind, length, offset }) => [kind, length, offset])).toEqual([
    ['long line', 20_000, 0],
    ['lines', 4, 20_001],
  ]);
});

test('what is whole can be taken without the rest', () => {
  const cutter = new Cutter([], 1000, LIMIT);
  expect([...cutter.push(Buffer.from('a\nb\nc'))]).toEqual([]);
  expect([...cutter.wholeLines()].map(({ length }) => length)).toEqual([4]);
});
