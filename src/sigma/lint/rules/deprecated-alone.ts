import { valueAt } from '../../yaml/node.ts';
import { withKeys } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const deprecatedAlone = lintRule({
  code: 'lint-deprecated-alone',
  doc: '`status: deprecated` without `related`.',
  examples: [{ text: withKeys('status: «deprecated»') }],
  counterExamples: [
    withKeys('status: deprecated', 'related:', '    - id: 929a690e-bef0-4204-a928-ef5e620d6fcc', '      type: merged'),
    withKeys('status: test'),
  ],
  find: ({ root }) => {
    const status = textAt(root, 'status');
    return status?.text === 'deprecated' && valueAt(root, 'related') === undefined
      ? [{ at: status.span, args: {} }]
      : [];
  },
});
