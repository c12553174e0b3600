import { partOf } from '../../yaml/part.ts';
import { leavesOf, namesAt } from '../condition.ts';
import { withDetection } from '../example.ts';
import { lintRule } from '../rule.ts';

export const allOfThem = lintRule({
  code: 'lint-all-of-them',
  doc: '`all of them` over several search identifiers, which the specification discourages.',
  examples: [{ text: withTwo('«all of them»') }],
  counterExamples: [withTwo('all of s_*'), withTwo('1 of them')],
  find: (document) =>
    document.conditions.flatMap(({ condition, scalar }) =>
      leavesOf(condition).flatMap((leaf) => {
        const isAll = leaf.kind === 'quantified' && leaf.quantifier === 'all' && leaf.pattern === 'them';
        const isMeant = isAll && namesAt(leaf, document).length > 1;
        return isMeant ? [{ at: partOf(scalar, leaf.start, leaf.end), args: {} }] : [];
      }),
    ),
});

function withTwo(condition: string): string {
  return withDetection('s_a:', '    Image: /bin/a', 's_b:', '    User: b', `condition: ${condition}`);
}
