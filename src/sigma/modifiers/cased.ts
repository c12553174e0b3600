import type { Modifier } from './modifier.ts';

export const cased: Modifier = {
  name: 'cased',
  doc: 'Letter case counts.',
  section: 'Generic Modifiers',
  accepts: ['string', 'number', 'boolean'],
  conflicts: ['re', 'cidr', 'exists'],
  onKeywords: true,
  apply: (item) => ({ ...item, cased: true }),
};
