import { withKeys } from '../example.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';
import { TAG } from '../tags.ts';

export const tagForm = lintRule({
  code: 'lint-tag-form',
  doc: 'A tag that is not `namespace.value`, or has other characters than `a-z`, `0-9`, `_`, `-` and dots.',
  examples: [
    { text: withKeys('tags:', '    - «execution»') },
    { text: withKeys('tags:', '    - «attack.t1059 (unix shell)»') },
  ],
  counterExamples: [withKeys('tags:', '    - own.name-space.of_mine')],
  find: ({ root }) =>
    textsAt(root, 'tags').flatMap(({ text, span }) =>
      TAG.test(text.toLowerCase()) ? [] : [{ at: span, args: { tag: text } }],
    ),
});
