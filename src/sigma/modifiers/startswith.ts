import { addWildcards } from './affix.ts';
import type { Modifier } from './modifier.ts';

export const startswith: Modifier = {
  name: 'startswith',
  doc: 'The field starts with the value.',
  section: 'Generic Modifiers',
  accepts: ['string', 'number', 'boolean'],
  conflicts: ['contains', 'endswith', 're', 'cidr', 'exists'],
  onKeywords: true,
  apply: (item) => addWildcards(item, { before: false, behind: true }),
};
