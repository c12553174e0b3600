import { KIND_NAMES, valueAt } from '../../yaml/node.ts';
import { withKeys } from '../example.ts';
import { LIST_KEYS } from '../keys.ts';
import { lintRule } from '../rule.ts';

export const notAList = lintRule({
  code: 'lint-not-a-list',
  doc: '`references`, `fields`, `falsepositives`, `tags`, `scope` or `related` that is no list.',
  examples: [
    { text: withKeys('references: «https://example.org/report»') },
    { text: withKeys('fields: «CommandLine»') },
    { text: withKeys('related: «{ id: 929a690e-bef0-4204-a928-ef5e620d6fcc, type: similar }»') },
  ],
  counterExamples: [withKeys('references:', '    - https://example.org/report'), withKeys('fields: [CommandLine]')],
  find: ({ root }) =>
    [...LIST_KEYS, 'related'].flatMap((key) => {
      const node = valueAt(root, key);
      if (node === undefined || node.kind === 'null' || node.kind === 'list') return [];
      return [{ at: node.span, args: { key, found: KIND_NAMES[node.kind] } }];
    }),
});
