import { nearest } from '../../suggest.ts';
import { withKeys } from '../example.ts';
import { textAt } from '../read.ts';
import { relatedMaps } from '../related.ts';
import { lintRule } from '../rule.ts';

const TYPES = ['derived', 'obsolete', 'merged', 'renamed', 'similar'];

export const relatedType = lintRule({
  code: 'lint-related-type',
  doc: 'A `type` in `related` that the specification does not have.',
  examples: [
    { text: withKeys('related:', '    - id: 929a690e-bef0-4204-a928-ef5e620d6fcc', '      type: «obsoletes»') },
  ],
  counterExamples: TYPES.map((type) =>
    withKeys('related:', '    - id: 929a690e-bef0-4204-a928-ef5e620d6fcc', `      type: ${type}`),
  ),
  find: ({ root }) =>
    relatedMaps(root).flatMap((entry) => {
      const type = textAt(entry, 'type');
      if (type === undefined || TYPES.includes(type.text)) return [];
      return [{ at: type.span, args: { type: type.text, suggestion: nearest(type.text, TYPES) } }];
    }),
});
