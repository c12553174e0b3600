import { allOf, removeEntry } from '../edits.ts';
import { withKeys } from '../example.ts';
import { LIST_KEYS } from '../keys.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const metadataDuplicate = lintRule({
  code: 'lint-metadata-duplicate',
  doc: 'An entry that is twice in `references`, `fields`, `falsepositives`, `tags` or `scope`.',
  examples: [
    {
      text: withKeys('tags:', '    - attack.execution', '    - attack.t1059', '    - «attack.execution»'),
      fixed: withKeys('tags:', '    - attack.execution', '    - attack.t1059'),
    },
    { text: withKeys('fields: [User, «User»]') },
  ],
  counterExamples: [withKeys('tags:', '    - attack.execution', '    - attack.t1059')],
  find: ({ root }) =>
    LIST_KEYS.flatMap((key) => {
      const seen = new Set<string>();
      return textsAt(root, key).flatMap((scalar) => {
        const { text, span } = scalar;
        if (seen.has(text)) return [{ at: span, args: { key, text }, fix: allOf([removeEntry(scalar)]) }];
        seen.add(text);
        return [];
      });
    }),
});
