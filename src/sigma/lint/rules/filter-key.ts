import { filterWithKeys, withKeys } from '../example.ts';
import { lintRule } from '../rule.ts';

export const filterKey = lintRule({
  code: 'lint-filter-key',
  doc: '`level` or `status` in a filter.',
  examples: [{ text: filterWithKeys('«level»: high') }, { text: filterWithKeys('«status»: test') }],
  counterExamples: [filterWithKeys('description: Root may do so.'), withKeys('status: test')],
  find: ({ kind, root }) =>
    root.entries.flatMap(({ key }) =>
      kind === 'filter' && (key.text === 'level' || key.text === 'status')
        ? [{ at: key.span, args: { key: key.text } }]
        : [],
    ),
});
