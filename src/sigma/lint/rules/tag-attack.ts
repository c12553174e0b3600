import { nearest } from '../../suggest.ts';
import { withKeys } from '../example.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';
import { ATTACK_ID, TACTICS, TAG } from '../tags.ts';

const NAMESPACE = 'attack.';

export const tagAttack = lintRule({
  code: 'lint-tag-attack',
  doc: 'A tag `attack.…` that is no tactic and has not the form of an id: `t1059`, `t1059.004`, `g0016`, `s0002`.',
  examples: [
    { text: withKeys('tags:', '    - «attack.executoin»') },
    { text: withKeys('tags:', '    - «attack.privilege_escalation»') },
    { text: withKeys('tags:', '    - «attack.t1059.4»') },
  ],
  counterExamples: [withKeys('tags:', '    - attack.persistence', '    - attack.t1059.004', '    - attack.g0016')],
  find: ({ root }) =>
    textsAt(root, 'tags').flatMap(({ text, span }) => {
      const tag = text.toLowerCase();
      const value = tag.slice(NAMESPACE.length);
      if (!tag.startsWith(NAMESPACE) || !TAG.test(tag) || TACTICS.includes(value) || ATTACK_ID.test(value)) return [];
      const tactic = nearest(value, TACTICS);
      const suggestion = tactic === undefined ? undefined : `${NAMESPACE}${tactic}`;
      return [{ at: span, args: { tag: text, suggestion } }];
    }),
});
