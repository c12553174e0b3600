import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageService } from '../../src/kql/analyse/language-service.ts';
import { printLiteral, printString } from '../../src/kql/print/literal.ts';
import { printName } from '../../src/kql/print/name.ts';

const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...['"', "'", '\\', '\\\\', '@"', 'h"', '\n', '\r', '\t', '\0', '\b', '`', '```', '~~~', '//', ';', '|', 'a'],
          ...[
            '\ud800',
            '\udc00',
            '\u{1f600}',
            '\u2028',
            '\u202e',
            '\ufeff',
            '\u007f',
            '\u0085',
            '\\u0041',
            '\\x41',
            '{',
            '}',
          ],
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  },
);

test('100,000 texts read back as themselves by the official lexer', () => {
  const texts = fc.sample(hostile, { numRuns: 100_000, seed: 20_261_124 });
  const wrong = texts.filter((text) => {
    const [only, ...others] = literalsIn(`print ${printString(text)}, 1`);
    return only !== text || others.length > 0;
  });
  expect(texts).toHaveLength(100_000);
  expect(wrong).toEqual([]);
});

test.each([
  [{ kind: 'long', value: -5n }, '-5'],
  [{ kind: 'real', value: 2 }, '2.0'],
  [{ kind: 'real', value: 1e300 }, 'real(1e+300)'],
  [{ kind: 'bool', value: true }, 'true'],
  [{ kind: 'datetime', value: Date.UTC(2026, 0, 2) }, 'datetime(2026-01-02T00:00:00.000Z)'],
  [{ kind: 'timespan', value: 90_000 }, '90s'],
  [{ kind: 'timespan', value: 172_800_000 }, '2d'],
  [{ kind: 'dynamic', value: ['a"b', '\u202e', null] }, 'dynamic(["a\\"b","\\u202e",null])'],
] as const)('%o is written as %s', (literal, text) => {
  expect(printLiteral(literal)).toBe(text);
});

test.each([
  ['TargetProcessName', 'TargetProcessName'],
  ['contains', '["contains"]'],
  ['a b', '["a b"]'],
  ['a"]; drop', '["a\\"]; drop"]'],
])('the name %s is written as %s', (name, text) => {
  expect(printName(name)).toBe(text);
});

interface Token {
  readonly Kind: number;
  readonly Text: string;
}

/** The values of the string literals of a text, as the lexer of the language reads them. */
function literalsIn(text: string): readonly string[] {
  const { Parsing, Syntax, KustoFacts } = languageService() as unknown as {
    readonly Parsing: { readonly TokenParser: { ParseTokens(text: string, options: null): readonly Token[] } };
    readonly Syntax: { readonly SyntaxKind: { readonly StringLiteralToken: number } };
    readonly KustoFacts: { GetStringLiteralValue(text: string): string };
  };
  return Parsing.TokenParser.ParseTokens(text, null)
    .filter(({ Kind }) => Kind === Syntax.SyntaxKind.StringLiteralToken)
    .map((token) => KustoFacts.GetStringLiteralValue(token.Text));
}
