import { valueAt } from '../../yaml/node.ts';
import { allOf, rewrite } from '../edits.ts';
import { withLogSource } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

const FORM = /^[a-z0-9_.-]+$/;

export const logsourceForm = lintRule({
  code: 'lint-logsource-form',
  doc: 'A value of `logsource` with upper-case letters, spaces or other characters.',
  examples: [
    {
      text: withLogSource('category: process_creation', 'product: «Linux»'),
      fixed: withLogSource('category: process_creation', "product: 'linux'"),
    },
    { text: withLogSource('category: process_creation', 'product: linux', "service: «'process monitor'»") },
  ],
  counterExamples: [withLogSource('category: process_creation', 'product: linux', 'service: onelogin.events-2')],
  find: ({ root }) => {
    const logsource = valueAt(root, 'logsource');
    if (logsource?.kind !== 'map') return [];
    return ['category', 'product', 'service'].flatMap((key) => {
      const scalar = textAt(logsource, key);
      if (scalar === undefined || FORM.test(scalar.text)) return [];
      const lower = scalar.text.toLowerCase();
      const fix = FORM.test(lower) ? allOf([rewrite(scalar, lower)]) : undefined;
      return [{ at: scalar.span, args: { key, text: scalar.text }, fix }];
    });
  },
});
