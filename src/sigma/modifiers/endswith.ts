import { addWildcards } from './affix.ts';
import type { Modifier } from './modifier.ts';

export const endswith: Modifier = {
  name: 'endswith',
  doc: 'The field ends with the value.',
  section: 'Generic Modifiers',
  accepts: ['string', 'number', 'boolean'],
  conflicts: ['contains', 'startswith', 're', 'cidr', 'exists'],
  onKeywords: true,
  apply: (item) => addWildcards(item, { before: true, behind: false }),
};
