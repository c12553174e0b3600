import type { YamlScalar } from '../../yaml/node.ts';
import { partOf } from '../../yaml/part.ts';
import { allOf, rewrite } from '../edits.ts';
import { withSelection } from '../example.ts';
import { neededEscapesOnly, needlessEscapes } from '../regex.ts';
import { type Found, lintRule } from '../rule.ts';

export const regexEscape = lintRule({
  code: 'lint-regex-escape',
  doc: 'A backslash in a regular expression before a sign that is itself anyway, such as `/` or a quote.',
  examples: [
    {
      text: withSelection("Image|re: '^«\\/»usr\\/s?bin\\/'"),
      fixed: withSelection("Image|re: '^/usr/s?bin/'"),
    },
  ],
  counterExamples: [withSelection("Image|re: '^/usr/s?bin/php\\.'"), withSelection("Image|re: 'a\\\\/+b'")],
  find: ({ items }) =>
    items.flatMap(({ modifiers, values, item }) =>
      modifiers.includes('re') && item !== undefined ? values.flatMap(escapesIn) : [],
    ),
});

function escapesIn(scalar: YamlScalar): Found<{ written: string }>[] {
  const [first] = needlessEscapes(scalar.text);
  if (first === undefined) return [];
  const fix = allOf([rewrite(scalar, neededEscapesOnly(scalar.text))]);
  const written = scalar.text.slice(first, first + 2);
  return [{ at: partOf(scalar, first, first + 2), args: { written }, fix }];
}
