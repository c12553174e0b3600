import { KIND_NAMES, type YamlScalar } from '../../yaml/node.ts';
import { withHead, withKeys } from '../example.ts';
import { LIST_KEYS, TEXT_KEYS } from '../keys.ts';
import { textAt, textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const notText = lintRule({
  code: 'lint-not-text',
  doc: 'A number, `true` or `false` where text belongs: `title`, `author` and the like, entries of lists.',
  examples: [
    { text: withHead('title: «4711»', 'id: 3f0c6a4e-5f0e-4d0b-9a52-0f6d3f2c1b7a') },
    { text: withKeys('author: «true»') },
    { text: withKeys('falsepositives:', '    - «2026»') },
  ],
  counterExamples: [
    withKeys("author: '42'", 'falsepositives:', "    - 'true'"),
    withKeys('author: Somebody', 'date: 2026-01-31'),
  ],
  find: ({ root }) => {
    const texts = TEXT_KEYS.map((key) => ({ key, scalars: [textAt(root, key)].filter((one) => one !== undefined) }));
    const lists = LIST_KEYS.map((key) => ({ key, scalars: textsAt(root, key) }));
    return [...texts, ...lists].flatMap(({ key, scalars }) =>
      scalars.filter(isNotString).map(({ span, kind }) => ({ at: span, args: { key, found: KIND_NAMES[kind] } })),
    );
  },
});

function isNotString({ kind }: YamlScalar): boolean {
  return kind !== 'string';
}
