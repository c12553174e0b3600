import { withHead, withKeys } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

const LIMITS = { title: 256, name: 256, taxonomy: 256, description: 65_535 } as const;

export const tooLong = lintRule({
  code: 'lint-too-long',
  doc: '`title`, `name` or `taxonomy` of more than 256 characters, `description` of more than 65,535.',
  examples: [
    { text: withHead(`title: «${'x'.repeat(257)}»`, 'id: 3f0c6a4e-5f0e-4d0b-9a52-0f6d3f2c1b7a') },
    { text: withKeys(`name: «${'x'.repeat(300)}»`) },
    { text: withKeys(`description: «${'x'.repeat(65_536)}»`) },
  ],
  counterExamples: [
    withHead(`title: ${'x'.repeat(256)}`, 'id: 3f0c6a4e-5f0e-4d0b-9a52-0f6d3f2c1b7a'),
    withKeys(`description: ${'x'.repeat(65_535)}`),
  ],
  find: ({ root }) =>
    Object.entries(LIMITS).flatMap(([key, limit]) => {
      const scalar = textAt(root, key);
      const length = [...(scalar?.text ?? '')].length;
      return scalar === undefined || length <= limit ? [] : [{ at: scalar.span, args: { key, length, limit } }];
    }),
});
