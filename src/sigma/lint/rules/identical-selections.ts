import { printExpression } from '../../print.ts';
import { withDetection } from '../example.ts';
import { lintRule } from '../rule.ts';

export const identicalSelections = lintRule({
  code: 'lint-identical-selections',
  doc: 'Two search identifiers that say the same.',
  examples: [{ text: withDetection('a:', '    Image: /bin/a', '«b»:', '    Image: /bin/a', 'condition: 1 of them') }],
  counterExamples: [withDetection('a:', '    Image: /bin/a', 'b:', '    User: /bin/a', 'condition: 1 of them')],
  find: ({ selections, meanings }) => {
    const first = new Map<string, string>();
    return selections.flatMap(({ key }) => {
      const meaning = meanings.get(key.text);
      if (meaning === undefined) return [];
      const text = printExpression(meaning, (field) => JSON.stringify(field));
      const other = first.get(text);
      first.set(text, other ?? key.text);
      return other === undefined || other === key.text ? [] : [{ at: key.span, args: { name: key.text, other } }];
    });
  },
});
