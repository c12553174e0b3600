import type { Modifier } from './modifier.ts';

export const neq: Modifier = {
  name: 'neq',
  doc: 'The field is different: the whole test, with all its values, is negated.',
  section: 'Generic Modifiers',
  accepts: [
    ...(['string', 'bytes', 'number', 'boolean', 'null', 'regex', 'cidr', 'exists'] as const),
    ...(['compare', 'time', 'fieldref'] as const),
  ],
  conflicts: [],
  onKeywords: false,
  apply: (item) => ({ ...item, negated: true }),
};
