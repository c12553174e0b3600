import { NOT_STRINGS } from './groups.ts';
import type { Modifier } from './modifier.ts';

export const cased: Modifier = {
  name: 'cased',
  doc: 'Letter case counts.',
  section: 'Generic Modifiers',
  accepts: ['string', 'bytes', 'number', 'boolean', 'fieldref'],
  conflicts: NOT_STRINGS,
  onKeywords: true,
  apply: (item) => ({ ...item, cased: true }),
};
