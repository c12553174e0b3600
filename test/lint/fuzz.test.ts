import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { fixSource } from '../../src/sigma/lint/fix.ts';
import { lintSource } from '../../src/sigma/lint/lint.ts';
import { meaningOf } from '../../src/sigma/lint/meaning.ts';
import { lintRules } from '../../src/sigma/lint/registry.ts';
import { unmarked } from './mark.ts';

const TEXTS = lintRules
  .flatMap(({ examples, counterExamples }) => [...examples.map(({ text }) => unmarked(text).text), ...counterExamples])
  .filter((text) => text.length < 2_000);

/** Pieces that change what a rule is. */
const PIECES = [
  "'",
  '"',
  '*',
  '\\',
  '\\\\',
  '|all',
  '|endswith',
  '|re',
  '&a ',
  '*a',
  '\n',
  '    ',
  '- ',
  ': ',
  '#',
  ' # note',
  '{}',
  '[]',
  'null',
  '~',
  'not ',
  '(',
  '---\n',
  'action: global\n',
  '!!str ',
  '|\n',
  '\u200b',
  'о',
  '\r\n',
  '%',
];

/** An example with pieces put in, characters taken out, and lines doubled. */
const mutated: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...TEXTS), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(3)), { maxLength: 6 }))
  .map(([text, changes]) => changes.reduce((before, [where, what, how]) => change(before, where, what, how), text));

function change(text: string, where: number, what: number, how: number): string {
  const at = where % (text.length + 1);
  const piece = PIECES[what % PIECES.length] ?? '';
  if (how === 0) return text.slice(0, at) + piece + text.slice(at);
  if (how === 1) return text.slice(0, at) + text.slice(at + 1 + (what % 3));
  if (how === 2) return text.slice(0, at) + piece + text.slice(at + 1);
  const lines = text.split('\n');
  const line = where % lines.length;
  return [...lines.slice(0, line + 1), ...lines.slice(line)].join('\n');
}

const RUNS = { numRuns: 2_000 };

test('lint and fix never throw, findings lie in the text, and a fix keeps what the rules mean', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const source = new SourceText('rule.yml', text);
      for (const { span } of lintSource(source)) {
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(text.length + 1);
      }
      const { source: fixed } = fixSource(source);
      expect(meaningOf(fixed)).toBe(meaningOf(source));
    }),
    RUNS,
  );
});

test('to fix twice is to fix once', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const once = fixSource(new SourceText('rule.yml', text)).source;
      const twice = fixSource(once);
      expect(twice.source.text).toBe(once.text);
      expect(twice.fixed).toEqual([]);
    }),
    RUNS,
  );
});

test('any text at all is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(Array.isArray(lintSource(new SourceText('rule.yml', text)))).toBe(true);
    }),
    RUNS,
  );
});

const HEAD = 'title: t\nlogsource: {category: process_creation}\ndetection:\n';

test.each([
  ['a long condition', `${HEAD}  a: {Image: x}\n  condition: ${'a or not not a and '.repeat(20_000)}a\n`],
  ['a long list', `${HEAD}  a:\n    Image|contains|all:\n${"      - 'x'\n".repeat(30_000)}  condition: a\n`],
  ['a long value', `${HEAD}  a:\n    Image: '${'x\u200b\\\\'.repeat(100_000)}*'\n  condition: a\n`],
  ['many identifiers', `${HEAD}${'  a: {Image: x}\n'.repeat(10_000)}  condition: all of them\n`],
])('%s takes bounded time', { timeout: 20_000 }, (_, text) => {
  expect(lintSource(new SourceText('rule.yml', text)).length).toBeLessThanOrEqual(30_000);
});
