import { withDetection } from '../example.ts';
import { lintRule } from '../rule.ts';
import { constantOf } from '../truth.ts';

export const neverTrue = lintRule({
  code: 'lint-never-true',
  doc: 'A condition that cannot hold by its form alone: `a and not a`, `all of them and not b`.',
  examples: [{ text: withTwo('«a and not a and b»') }, { text: withTwo('«a and b and not 1 of them»') }],
  counterExamples: [withTwo('a and not b'), withTwo('1 of them and not b')],
  find: (document) =>
    document.conditions.flatMap(({ condition, scalar }) =>
      constantOf(condition, document) === false ? [{ at: scalar.span, args: {} }] : [],
    ),
});

function withTwo(condition: string): string {
  return withDetection('a:', '    Image: /bin/a', 'b:', '    User: b', `condition: ${condition}`);
}
