import { parseNetwork } from '../network.ts';
import { literalText } from '../pattern.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

export const cidr: Modifier = {
  name: 'cidr',
  doc: 'The field is an IPv4 or IPv6 address in the network.',
  section: 'IP (Internet Protocol) Modifiers',
  accepts: ['string'],
  conflicts: ['contains', 'startswith', 'endswith', 'cased', 're', 'exists'],
  onKeywords: false,
  apply: (item, { problems }) =>
    eachValue(item, (value, scalar): readonly DraftValue[] => {
      const text = (value.kind === 'string' ? literalText(value.pattern) : undefined) ?? scalar.text;
      const parsed = parseNetwork(text);
      if ('network' in parsed) return [{ kind: 'cidr', network: parsed.network }];
      problems.add('sigma-cidr', scalar.span, { value: text, reason: parsed.reason });
      return [];
    }),
};
