import { allOf, removeEntry } from '../edits.ts';
import { withSelection } from '../example.ts';
import type { WrittenItem } from '../items.ts';
import { testKey } from '../pattern.ts';
import { type Found, lintRule } from '../rule.ts';

export const duplicateValue = lintRule({
  code: 'lint-duplicate-value',
  doc: 'A value that is in its list already, letter case aside where it does not count.',
  examples: [
    {
      text: withSelection('Image|endswith:', "    - '/id'", "    - '/whoami'", "    - «'/ID'»"),
      fixed: withSelection('Image|endswith:', "    - '/id'", "    - '/whoami'"),
    },
    { text: withSelection("Image: ['/bin/sh', «'/bin/sh'»]") },
  ],
  counterExamples: [
    withSelection('Image|endswith|cased:', "    - '/id'", "    - '/ID'"),
    withSelection('ProcessId:', '    - 1', "    - '01'"),
  ],
  find: ({ items }) => items.flatMap(duplicatesIn),
});

function duplicatesIn(written: WrittenItem): Found<{ text: string }>[] {
  const { item, values } = written;
  if (item === undefined || item.tests.length < 2) return [];
  const seen = new Set<string>();
  const repeated = item.tests.filter((test) => {
    const key = testKey(item, test);
    const isKnown = seen.has(key);
    seen.add(key);
    return isKnown;
  });
  const scalars = new Map(values.map((scalar) => [scalar.span.start, scalar]));
  const isTooFew = item.quantifier === 'all' && seen.size < 2;
  return repeated.map(({ text, span }) => {
    const scalar = scalars.get(span.start);
    return {
      at: span,
      args: { text },
      fix: isTooFew || scalar === undefined ? undefined : allOf([removeEntry(scalar)]),
    };
  });
}
