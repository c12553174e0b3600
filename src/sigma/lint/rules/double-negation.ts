import { nodesOf, spanOf } from '../condition.ts';
import { withDetection } from '../example.ts';
import { lintRule } from '../rule.ts';

export const doubleNegation = lintRule({
  code: 'lint-double-negation',
  doc: '`not not x`, or `not (not x)`.',
  examples: [{ text: withTwo('a and «not not b»') }, { text: withTwo('«not (not a») or b') }],
  counterExamples: [withTwo('not (not a and b)'), withTwo('not a and not b')],
  find: ({ conditions }) =>
    conditions.flatMap((located) =>
      nodesOf(located.condition)
        .filter((node) => node.kind === 'not' && node.of.kind === 'not')
        .map((node) => ({ at: spanOf(node, located), args: {} })),
    ),
});

function withTwo(condition: string): string {
  return withDetection('a:', '    Image: /bin/a', 'b:', '    User: b', `condition: ${condition}`);
}
