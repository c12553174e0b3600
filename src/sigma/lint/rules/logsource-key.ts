import { nearest } from '../../suggest.ts';
import { withLogSource } from '../example.ts';
import { entriesAt } from '../read.ts';
import { lintRule } from '../rule.ts';

const KEYS = ['category', 'product', 'service', 'definition'];

export const logsourceKey = lintRule({
  code: 'lint-logsource-key',
  doc: 'A key of `logsource` other than `category`, `product`, `service` and `definition`.',
  examples: [{ text: withLogSource('category: process_creation', '«prodct»: linux') }],
  counterExamples: [withLogSource('category: process_creation', 'product: linux', 'definition: Executions are logged')],
  find: ({ root }) =>
    entriesAt(root, 'logsource').flatMap(({ key }) =>
      KEYS.includes(key.text) ? [] : [{ at: key.span, args: { key: key.text, suggestion: nearest(key.text, KEYS) } }],
    ),
});
