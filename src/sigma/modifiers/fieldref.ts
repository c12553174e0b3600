import { literalText } from '../pattern.ts';
import { AFFIXES } from './groups.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

export const fieldref: Modifier = {
  name: 'fieldref',
  doc: 'The value names another field of the event, whose value is compared; neither may be absent.',
  section: 'Specific Modifiers',
  accepts: ['string'],
  before: AFFIXES,
  conflicts: ['re', 'cidr', 'exists'],
  onKeywords: false,
  apply: (item, { problems }) =>
    eachValue(item, (value, { span }): readonly DraftValue[] => {
      const field = value.kind === 'string' ? literalText(value.pattern) : undefined;
      if (field !== undefined && field !== '') return [{ kind: 'fieldref', field, where: 'equals' }];
      const found = field === '' ? 'an empty string' : 'a pattern with wildcards';
      problems.add('sigma-modifier-value', span, { modifier: 'fieldref', expected: 'the name of a field', found });
      return [];
    }),
};
