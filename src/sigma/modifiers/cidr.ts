import { parseNetwork } from '../network.ts';
import { eachDraft, type Modifier } from './modifier.ts';

export const cidr: Modifier = {
  name: 'cidr',
  doc: 'The field is an IPv4 or IPv6 address in the network.',
  section: 'IP (Internet Protocol) Modifiers',
  accepts: ['string'],
  conflicts: ['contains', 'startswith', 'endswith', 'cased', 're', 'exists'],
  onKeywords: false,
  apply: (item, problems) =>
    eachDraft(item, ({ scalar }) => {
      const parsed = parseNetwork(scalar.text);
      if ('network' in parsed) return { kind: 'cidr', network: parsed.network };
      problems.add('sigma-cidr', scalar.span, { value: scalar.text, reason: parsed.reason });
      return undefined;
    }),
};
