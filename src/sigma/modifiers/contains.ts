import { addWildcards } from './affix.ts';
import type { Modifier } from './modifier.ts';

export const contains: Modifier = {
  name: 'contains',
  doc: 'The value is found anywhere in the field.',
  section: 'Generic Modifiers',
  accepts: ['string', 'number', 'boolean'],
  conflicts: ['startswith', 'endswith', 're', 'cidr', 'exists'],
  onKeywords: true,
  apply: (item) => addWildcards(item, { before: true, behind: true }),
};
