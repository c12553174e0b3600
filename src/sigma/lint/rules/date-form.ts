import { isDate } from '../date.ts';
import { allOf, rewrite } from '../edits.ts';
import { withKeys } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const dateForm = lintRule({
  code: 'lint-date-form',
  doc: '`date` or `modified` that is no day, or not written `YYYY-MM-DD`.',
  examples: [
    { text: withKeys('date: «2023/01/31»'), fixed: withKeys("date: '2023-01-31'") },
    { text: withKeys('date: «2023-02-30»') },
    { text: withKeys('date: 2023-01-31', 'modified: «yesterday»') },
  ],
  counterExamples: [withKeys('date: 2024-02-29'), withKeys("date: '2023-01-31'")],
  find: ({ root }) =>
    ['date', 'modified'].flatMap((key) => {
      const scalar = textAt(root, key);
      if (scalar === undefined || isDate(scalar.text)) return [];
      const { text, span } = scalar;
      const dashed = text.replaceAll('/', '-');
      return [{ at: span, args: { key, text }, fix: isDate(dashed) ? allOf([rewrite(scalar, dashed)]) : undefined }];
    }),
});
