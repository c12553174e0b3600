import { withDetection } from '../example.ts';
import { lintRule } from '../rule.ts';
import { constantOf } from '../truth.ts';

export const alwaysTrue = lintRule({
  code: 'lint-always-true',
  doc: 'A condition that holds by its form alone: `a or not a`.',
  examples: [{ text: withTwo('«a or not a or b»') }, { text: withTwo('«1 of them or not b»') }],
  counterExamples: [withTwo('a or not b'), withTwo('1 of them or (not a and b)')],
  find: (document) =>
    document.conditions.flatMap(({ condition, scalar }) =>
      constantOf(condition, document) === true ? [{ at: scalar.span, args: {} }] : [],
    ),
});

function withTwo(condition: string): string {
  return withDetection('a:', '    Image: /bin/a', 'b:', '    User: b', `condition: ${condition}`);
}
