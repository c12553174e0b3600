import type { StringPattern } from '../../ir.ts';
import { parsePattern } from '../../pattern.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { trimmed } from '../affixes.ts';
import { allOf, insertAt, rewrite } from '../edits.ts';
import { withSelection } from '../example.ts';
import type { WrittenItem } from '../items.ts';
import { type Edit, type Found, lintRule } from '../rule.ts';

export const affix = lintRule({
  code: 'lint-affix',
  doc: 'Values that all begin with `*`, end with it, or both, where `endswith`, `startswith` or `contains` says so.',
  examples: [
    { text: withSelection("«Image»: '*/whoami'"), fixed: withSelection("Image|endswith: '/whoami'") },
    { text: withSelection('«CommandLine»: /bin/sh *'), fixed: withSelection("CommandLine|startswith: '/bin/sh '") },
    {
      text: withSelection('«CommandLine|all»:', "    - '*wget*'", "    - '* http?:*'"),
      fixed: withSelection('CommandLine|contains|all:', "    - 'wget'", "    - ' http?:'"),
    },
  ],
  counterExamples: [
    withSelection('Image:', "    - '*/whoami'", "    - '/bin/id'"),
    withSelection("Image: '/bin/*sh'"),
    withSelection("CommandLine: 'echo \\*'"),
    withSelection("Image|endswith: '/whoami'"),
  ],
  find: ({ items }) => items.flatMap(affixedIn),
});

type Affix = 'contains' | 'startswith' | 'endswith';
/** The modifiers beside which an affix means what it means alone. */
const HARMLESS = ['all', 'cased', 'neq'];

function affixedIn(written: WrittenItem): Found<{ modifier: string }>[] {
  const { key, field, values, modifiers, item } = written;
  const isPlain = modifiers.every((name) => HARMLESS.includes(name));
  if (key === undefined || field === '' || item === undefined || !isPlain || values.length === 0) return [];
  const [modifier, ...others] = [...new Set(values.map(affixOf))];
  if (modifier === undefined || others.length > 0) return [];
  return [{ at: key.span, args: { modifier }, fix: fixOf(written, key, modifier) }];
}

function affixOf(scalar: YamlScalar): Affix | undefined {
  if (scalar.kind !== 'string') return undefined;
  const pattern = parsePattern(scalar.text);
  if (trimmed(scalar.text, { before: true, behind: true }) === '') return undefined;
  if (isMany(pattern, 0)) return isMany(pattern, -1) ? 'contains' : 'endswith';
  return isMany(pattern, -1) ? 'startswith' : undefined;
}

function isMany(pattern: StringPattern, index: number): boolean {
  return pattern.at(index)?.kind === 'many';
}

/** The modifier goes right behind the field, unless the map has such a key already. */
function fixOf(written: WrittenItem, key: YamlScalar, modifier: Affix): readonly Edit[] | undefined {
  const { field, modifiers, siblings, values } = written;
  if (siblings.includes([field, modifier, ...modifiers].join('|'))) return undefined;
  const where = { before: modifier !== 'startswith', behind: modifier !== 'endswith' };
  const edits = values.map((scalar) => rewrite(scalar, trimmed(scalar.text, where)));
  return allOf([insertAt(key, field.length, `|${modifier}`), ...edits]);
}
