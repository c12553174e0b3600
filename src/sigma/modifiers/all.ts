import type { Modifier } from './modifier.ts';

export const all: Modifier = {
  name: 'all',
  doc: 'All values of the list must hold, instead of any.',
  section: 'Generic Modifiers',
  accepts: ['string', 'bytes', 'number', 'boolean', 'null', 'regex', 'cidr', 'compare', 'time', 'fieldref'],
  conflicts: ['exists'],
  onKeywords: true,
  apply: (item, { problems }) => {
    const [only] = item.drafts;
    if (only !== undefined && item.drafts.length === 1)
      problems.add('sigma-all-single', only.scalar.span, { written: item.written });
    return { ...item, quantifier: 'all' };
  },
};
