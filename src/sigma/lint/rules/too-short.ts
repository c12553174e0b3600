import { withKeys } from '../example.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const tooShort = lintRule({
  code: 'lint-too-short',
  doc: 'An entry of `falsepositives` or `scope` with fewer than 2 characters.',
  examples: [{ text: withKeys('falsepositives:', "    - «'-'»") }],
  counterExamples: [withKeys('falsepositives:', "    - 'No'")],
  find: ({ root }) =>
    ['falsepositives', 'scope'].flatMap((key) =>
      textsAt(root, key).flatMap(({ text, span }) => (text.length < 2 ? [{ at: span, args: { key } }] : [])),
    ),
});
