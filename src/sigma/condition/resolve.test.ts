import { describe, expect, test } from 'vitest';
import { SourceText } from '../../diagnostic/source-text.ts';
import { loadSigma } from '../load.ts';
import { printExpression } from '../print.ts';

const HEAD = 'title: t\nlevel: low\nlogsource: {category: process_creation}\ndetection:\n';

function load(selections: readonly string[], condition: string) {
  const text = `${HEAD}${selections.map((one) => `  ${one}\n`).join('')}  condition: ${condition}\n`;
  const { rules, diagnostics } = loadSigma([new SourceText('rule.yml', text)]);
  return { rules, messages: diagnostics.map(({ message }) => message) };
}

function printed(selections: readonly string[], condition: string): string | undefined {
  const [expression] = load(selections, condition).rules[0]?.conditions ?? [];
  return expression && printExpression(expression, String).replace(/\s+/g, ' ');
}

const A = 'a: {Image: x}';
const B = 'b: {Image: y}';

describe('a condition', () => {
  test('of a pattern that one identifier matches is that one', () => {
    expect(printed([A], '1 of a*')).toBe('selection "a" any Image string "x"');
    expect(printed([A], 'all of them')).toBe('selection "a" any Image string "x"');
  });

  test('of a pattern joins the identifiers in the order of the detection', () => {
    const [a, b] = ['selection "a" any Image string "x"', 'selection "b" any Image string "y"'];
    expect(printed([A, B], '1 of them')).toBe(`or ${a} ${b}`);
    expect(printed([B, A], 'all of them')).toBe(`and ${b} ${a}`);
  });

  test('tells of an unknown identifier once, however often it is named', () => {
    expect(load([A], 'a and far and far or not far').messages).toEqual(["condition: no search identifier 'far'"]);
    expect(load([A], 'a and 1 of q* and not 1 of q*').messages).toEqual([
      "condition: no search identifier matches 'q*'",
    ]);
  });

  test('suggests the identifier that was meant', () => {
    expect(load(['selection: {Image: x}'], 'selektion').messages).toEqual([
      "condition: no search identifier 'selektion'; did you mean 'selection'?",
    ]);
  });

  test('tells of at most twenty unknown identifiers', () => {
    const names = Array.from({ length: 30 }, (_, index) => `unknown_${index}`);
    expect(load([A], ['a', ...names].join(' and ')).messages).toHaveLength(20);
  });

  test('that stands for too many identifiers is told of once', () => {
    const selections = Array.from({ length: 1001 }, (_, index) => `s${index}: {Image: x}`);
    const condition = new Array(105).fill('1 of s*').join(' or ');
    expect(load(selections, condition)).toEqual({
      rules: [],
      messages: ['condition: stands for more than 100000 search identifiers'],
    });
  });

  test('is not used where a part of it is not understood', () => {
    const broken = 'b: {Image|nonsense: y}';
    const messages = ["unknown modifier 'nonsense'"];
    for (const condition of ['a or b', '1 of them', 'a and not b'])
      expect(load([A, broken], condition)).toEqual({ rules: [], messages });
  });
});
