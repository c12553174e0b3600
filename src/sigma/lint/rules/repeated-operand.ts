import { type Condition, type LocatedCondition, printCondition } from '../../condition/ast.ts';
import { nodesOf, spanOf } from '../condition.ts';
import { withDetection } from '../example.ts';
import { type Found, lintRule } from '../rule.ts';

export const repeatedOperand = lintRule({
  code: 'lint-repeated-operand',
  doc: 'The same operand twice in one `and` or `or`.',
  examples: [{ text: withTwo('a and b and «a»') }, { text: withTwo('not a or b or «not a»') }],
  counterExamples: [withTwo('a and b'), withTwo('(a and b) or (a and not b)')],
  find: ({ conditions }) =>
    conditions.flatMap((located) => nodesOf(located.condition).flatMap((node) => repeatedIn(node, located))),
});

function repeatedIn(node: Condition, located: LocatedCondition): Found<{ operator: string; text: string }>[] {
  if (node.kind !== 'and' && node.kind !== 'or') return [];
  const seen = new Set<string>();
  return node.of.flatMap((operand) => {
    const text = printCondition(operand);
    if (seen.has(text)) return [{ at: spanOf(operand, located), args: { operator: node.kind, text } }];
    seen.add(text);
    return [];
  });
}

function withTwo(condition: string): string {
  return withDetection('a:', '    Image: /bin/a', 'b:', '    User: b', `condition: ${condition}`);
}
