import { type Clause, clausesOf, contradict } from '../claims.ts';
import { withSelection } from '../example.ts';
import type { WrittenItem } from '../items.ts';
import { type Found, lintRule } from '../rule.ts';

export const contradictoryKeys = lintRule({
  code: 'lint-contradictory-keys',
  doc: 'Two keys of one map that no value of their field can satisfy together: `Image: /bin/sh` and `Image|endswith: /id`.',
  examples: [
    { text: withSelection("Image: '/bin/sh'", "«Image|endswith»: '/id'") },
    { text: withSelection("CommandLine: 'id -u'", "«CommandLine|contains»: 'wget'") },
    { text: withSelection('CommandLine: null', "«CommandLine|contains»: 'wget'") },
    { text: withSelection("Image|endswith: ['/sh', '/bash']", "«Image|endswith|all»: ['/usr/bin/id']") },
  ],
  counterExamples: [
    withSelection("Image|endswith: '/sh'", "Image|startswith: '/usr/bin/'"),
    withSelection("Image|endswith: ['/sh', '/id']", "Image: '/bin/sh'"),
    withSelection("Image: '/bin/sh'", "Image|endswith|neq: '/id'"),
    withSelection("ParentImage: '/bin/sh'", "ParentImage|endswith: '/id'"),
  ],
  find: ({ items }) => mapsOf(items).flatMap(contradictionsIn),
});

/** More keys for one field are not compared. */
const MAX_KEYS = 100;

/** Fields that stand for several values: each of two keys may hold of another one. */
const SEVERAL_VALUES = /^(Parent|Ancestor)|^(key|syscall|arch)$/;

/** The items of each map that has a field more than once, by field. */
function mapsOf(items: readonly WrittenItem[]): readonly (readonly WrittenItem[])[] {
  const maps = new Map<readonly string[], Map<string, WrittenItem[]>>();
  for (const item of items) {
    if (item.key === undefined || item.field === '' || SEVERAL_VALUES.test(item.field)) continue;
    if (item.item === undefined || item.modifiers.includes('neq')) continue;
    const fields = maps.get(item.siblings) ?? new Map<string, WrittenItem[]>();
    maps.set(item.siblings, fields);
    const same = fields.get(item.field) ?? [];
    fields.set(item.field, same);
    if (same.length < MAX_KEYS) same.push(item);
  }
  return [...maps.values()].flatMap((fields) => [...fields.values()].filter((same) => same.length > 1));
}

/** One for each key: the first before it that it contradicts. */
function contradictionsIn(same: readonly WrittenItem[]): Found<{ one: string; other: string }>[] {
  const clauses = same.map(({ item }): readonly Clause[] => (item === undefined ? [] : clausesOf(item)));
  return same.flatMap(({ key }, at) => {
    const own = clauses[at] ?? [];
    const against = clauses
      .slice(0, at)
      .findIndex((before) => own.some((one) => before.some((other) => contradict(one, other))));
    const other = same[against]?.key;
    return key === undefined || other === undefined
      ? []
      : [{ at: key.span, args: { one: other.text, other: key.text } }];
  });
}
