import { trimmed } from '../affixes.ts';
import { allOf, rewrite } from '../edits.ts';
import { withSelection } from '../example.ts';
import type { WrittenItem } from '../items.ts';
import { type Found, lintRule } from '../rule.ts';

const PUTS = {
  contains: { before: true, behind: true },
  startswith: { before: false, behind: true },
  endswith: { before: true, behind: false },
} as const;

/** The modifiers beside which this can be told. */
const HARMLESS = ['all', 'cased', 'neq', 'contains', 'startswith', 'endswith'];

export const redundantWildcard = lintRule({
  code: 'lint-redundant-wildcard',
  doc: 'A `*` at the end of a value at which `contains`, `startswith` or `endswith` puts one anyway.',
  examples: [
    {
      text: withSelection("CommandLine|contains: «'*wget*'»"),
      fixed: withSelection("CommandLine|contains: 'wget'"),
    },
    { text: withSelection('Image|endswith: «"*/id"»'), fixed: withSelection("Image|endswith: '/id'") },
  ],
  counterExamples: [
    withSelection("CommandLine|startswith: '*wget'"),
    withSelection("CommandLine|contains: 'rm \\*'"),
    withSelection("CommandLine|contains: 'wget*http'"),
  ],
  find: ({ items }) => items.flatMap(redundantIn),
});

function redundantIn({ modifiers, values, item }: WrittenItem): Found<{ modifier: string }>[] {
  const modifier = (['contains', 'startswith', 'endswith'] as const).find((name) => modifiers.includes(name));
  if (modifier === undefined || item === undefined || !modifiers.every((name) => HARMLESS.includes(name))) return [];
  return values.flatMap((scalar) => {
    const text = trimmed(scalar.text, PUTS[modifier]);
    if (scalar.kind !== 'string' || text === scalar.text || text === '') return [];
    return [{ at: scalar.span, args: { modifier }, fix: allOf([rewrite(scalar, text)]) }];
  });
}
