import type { Span } from '../../../diagnostic/source-text.ts';
import { isUuid } from '../../identity.ts';
import { isScalar, valueAt, type YamlNode } from '../../yaml/node.ts';
import { withKeys } from '../example.ts';
import { lintRule } from '../rule.ts';

export const relatedForm = lintRule({
  code: 'lint-related-form',
  doc: 'An entry of `related` that is not a map with `id` (a UUID) and `type`.',
  examples: [
    { text: withKeys('related:', '    - «929a690e-bef0-4204-a928-ef5e620d6fcc»') },
    { text: withKeys('related:', '    - «i»d: 929a690e-bef0-4204-a928-ef5e620d6fcc') },
    { text: withKeys('related:', '    - «t»ype: similar') },
    { text: withKeys('related:', '    - id: «another rule»', '      type: similar') },
  ],
  counterExamples: [withKeys('related:', '    - id: 929a690e-bef0-4204-a928-ef5e620d6fcc', '      type: similar')],
  find: ({ root }) => {
    const related = valueAt(root, 'related');
    return related?.kind === 'list' ? related.items.flatMap(wrongIn) : [];
  },
});

function wrongIn(entry: YamlNode): { at: Span; args: { reason: string } }[] {
  if (entry.kind !== 'map') return [{ at: entry.span, args: { reason: 'is no map' } }];
  const at = { ...entry.span, end: entry.span.start + 1 };
  const [id, type] = [valueAt(entry, 'id'), valueAt(entry, 'type')];
  if (id === undefined) return [{ at, args: { reason: "has no 'id'" } }];
  if (type === undefined) return [{ at, args: { reason: "has no 'type'" } }];
  return isScalar(id) && isUuid(id.text) ? [] : [{ at: id.span, args: { reason: 'has an id that is no UUID' } }];
}
