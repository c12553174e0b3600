import { ATTACK_VERSION, techniqueStatus } from '../attack-ids.ts';
import { withKeys } from '../example.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';
import { attackValue } from '../tags.ts';

export const tagAttackRetired = lintRule({
  code: 'lint-tag-attack-retired',
  doc: 'A tag with a technique that ATT&CK has revoked or deprecated: `t1562.001`, `t1064`.',
  examples: [
    { text: withKeys('tags:', '    - «attack.t1562.001»') },
    { text: withKeys('tags:', '    - «attack.t1064»') },
  ],
  counterExamples: [withKeys('tags:', '    - attack.t1685', '    - attack.t0800')],
  find: ({ root }) =>
    textsAt(root, 'tags').flatMap(({ text, span }) => {
      const status = techniqueStatus(attackValue(text) ?? 't0');
      if (typeof status === 'string') return [];
      const replacement = status.replacement === undefined ? undefined : `attack.${status.replacement}`;
      return [{ at: span, args: { tag: text, version: ATTACK_VERSION, replacement } }];
    }),
});
