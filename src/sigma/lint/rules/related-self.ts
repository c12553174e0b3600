import { withKeys } from '../example.ts';
import { textAt } from '../read.ts';
import { relatedMaps } from '../related.ts';
import { lintRule } from '../rule.ts';

export const relatedSelf = lintRule({
  code: 'lint-related-self',
  doc: 'A rule whose `related` has its own id.',
  examples: [{ text: withKeys('related:', '    - id: «3F0C6A4E-5f0e-4d0b-9a52-0f6d3f2c1b7a»', '      type: derived') }],
  counterExamples: [withKeys('related:', '    - id: 929a690e-bef0-4204-a928-ef5e620d6fcc', '      type: derived')],
  find: ({ root }) => {
    const own = textAt(root, 'id')?.text.toLowerCase();
    return relatedMaps(root).flatMap((entry) => {
      const id = textAt(entry, 'id');
      return id !== undefined && id.text.toLowerCase() === own ? [{ at: id.span, args: { id: id.text } }] : [];
    });
  },
});
