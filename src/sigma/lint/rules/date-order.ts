import { isDate } from '../date.ts';
import { withKeys } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const dateOrder = lintRule({
  code: 'lint-date-order',
  doc: '`modified` before `date`.',
  examples: [{ text: withKeys('date: 2024-05-02', 'modified: «2024-05-01»') }],
  counterExamples: [withKeys('date: 2024-05-02', 'modified: 2024-05-02'), withKeys('modified: 2024-05-02')],
  find: ({ root }) => {
    const [date, modified] = [textAt(root, 'date'), textAt(root, 'modified')];
    if (date === undefined || modified === undefined || !isDate(date.text) || !isDate(modified.text)) return [];
    return modified.text < date.text ? [{ at: modified.span, args: { date: date.text, modified: modified.text } }] : [];
  },
});
