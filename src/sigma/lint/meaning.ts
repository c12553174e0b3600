import type { SourceText } from '../../diagnostic/source-text.ts';
import { printCorrelation } from '../correlation/print.ts';
import type { DetectionItem, Expression, Test, ValueTest } from '../ir.ts';
import { loadSigma } from '../load.ts';
import { printExpression } from '../print.ts';
import { testKey } from './pattern.ts';
import { neededEscapesOnly } from './regex.ts';

/**
 * The meaning of the rules, filters and correlations of a file as text: two texts of a file mean the same where this is the same. A
 * value that is there twice counts once, and an escape that a regular expression does not need not at all. Ids count, also
 * those that are a hash of the conditions: alerts are known by them.
 */
export function meaningOf(source: SourceText): string {
  const { rules, filters, correlations, unsupported, diagnostics } = loadSigma([source], { anyLogSource: true });
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return JSON.stringify({
    rules: rules.map((rule) => [rule.id, rule.title, rule.logsource, rule.conditions.map(printed)]),
    filters: filters.map((filter) => [filter.id, filter.title, filter.rules, printed(filter.condition)]),
    correlations: correlations.map((each) => [each.id, each.title, each.level, printCorrelation(each)]),
    unsupported,
    errors,
  });
}

function printed(expression: Expression): string {
  return printExpression(plain(expression), (field) => JSON.stringify(field));
}

function plain(expression: Expression): Expression {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { ...expression, of: expression.of.map(plain) };
    case 'not':
    case 'selection':
      return { ...expression, of: plain(expression.of) };
    case 'item':
      return { ...expression, item: plainItem(expression.item) };
  }
}

function plainItem(item: DetectionItem): DetectionItem {
  const tests = new Map<string, ValueTest>();
  for (const test of item.tests) {
    const key = testKey(item, test);
    if (!tests.has(key)) tests.set(key, { ...test, ...plainTest(test) });
  }
  return { ...item, tests: [...tests.values()] };
}

function plainTest(test: Test): Test {
  return test.kind === 'regex' ? { ...test, pattern: neededEscapesOnly(test.pattern) } : test;
}
