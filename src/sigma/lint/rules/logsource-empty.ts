import { valueAt } from '../../yaml/node.ts';
import { withLogSource } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const logsourceEmpty = lintRule({
  code: 'lint-logsource-empty',
  doc: 'A `logsource` without `category`, `product` and `service`.',
  examples: [{ text: withLogSource('«d»efinition: Executions are logged') }],
  counterExamples: [withLogSource('product: linux')],
  find: ({ root }) => {
    const logsource = valueAt(root, 'logsource');
    if (logsource?.kind !== 'map') return [];
    const isNamed = ['category', 'product', 'service'].some((key) => textAt(logsource, key) !== undefined);
    return isNamed ? [] : [{ at: { ...logsource.span, end: logsource.span.start + 1 }, args: {} }];
  },
});
