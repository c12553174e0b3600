import { allOf, rewrite } from '../edits.ts';
import { withKeys } from '../example.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const tagCase = lintRule({
  code: 'lint-tag-case',
  doc: 'A tag with upper-case letters.',
  examples: [
    { text: withKeys('tags:', '    - «attack.T1059»'), fixed: withKeys('tags:', "    - 'attack.t1059'") },
    { text: withKeys('tags:', '    - «CVE.2021-44228»'), fixed: withKeys('tags:', "    - 'cve.2021-44228'") },
  ],
  counterExamples: [withKeys('tags:', '    - attack.t1059')],
  find: ({ root }) =>
    textsAt(root, 'tags').flatMap((scalar) => {
      const lower = scalar.text.toLowerCase();
      return lower === scalar.text
        ? []
        : [{ at: scalar.span, args: { tag: scalar.text }, fix: allOf([rewrite(scalar, lower)]) }];
    }),
});
