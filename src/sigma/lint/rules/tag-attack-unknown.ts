import { nearest } from '../../suggest.ts';
import { ATTACK_VERSION, similarTechniques, TACTIC_IDS, techniqueStatus } from '../attack-ids.ts';
import { withKeys } from '../example.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';
import { attackValue } from '../tags.ts';

export const tagAttackUnknown = lintRule({
  code: 'lint-tag-attack-unknown',
  doc: 'A tag of the form of an ATT&CK technique or tactic that does not exist: `t1234`, `t1059.999`, `ta0099`.',
  examples: [
    { text: withKeys('tags:', '    - «attack.t1234»') },
    { text: withKeys('tags:', '    - «attack.t1059.999»') },
    { text: withKeys('tags:', '    - «attack.ta0099»') },
  ],
  counterExamples: [withKeys('tags:', '    - attack.t1059', '    - attack.t1685.005', '    - attack.ta0112')],
  find: ({ root }) =>
    textsAt(root, 'tags').flatMap(({ text, span }) => {
      const id = attackValue(text);
      if (id === undefined || exists(id)) return [];
      const similar = id.startsWith('ta') ? nearest(id, TACTIC_IDS) : similarTo(id);
      const suggestion = similar === undefined ? undefined : `attack.${similar}`;
      return [{ at: span, args: { tag: text, version: ATTACK_VERSION, suggestion } }];
    }),
});

function exists(id: string): boolean {
  if (/^ta\d/.test(id)) return TACTIC_IDS.has(id);
  return !/^t\d/.test(id) || techniqueStatus(id) !== 'unknown';
}

/** The technique itself where only the number of its part is wrong. */
function similarTo(id: string): string | undefined {
  const similar = similarTechniques(id);
  const [technique = ''] = id.split('.');
  return similar.includes(technique) ? (nearest(id, similar) ?? technique) : nearest(technique, similar);
}
