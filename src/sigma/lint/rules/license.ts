import { withKeys } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

/** The shape of an SPDX expression: identifiers joined by words in upper case. Parentheses are looked over. */
const EXPRESSION = /^[A-Za-z0-9][A-Za-z0-9.+:-]*( (AND|OR|WITH) [A-Za-z0-9][A-Za-z0-9.+:-]*)*$/;

export const license = lintRule({
  code: 'lint-license',
  doc: '`license` that has not the form of an SPDX identifier or expression.',
  examples: [{ text: withKeys('license: «Detection Rule License 1.1»') }],
  counterExamples: [withKeys('license: DRL-1.1'), withKeys('license: MIT OR (Apache-2.0 WITH LLVM-exception)')],
  find: ({ root }) => {
    const scalar = textAt(root, 'license');
    if (scalar === undefined || EXPRESSION.test(scalar.text.replace(/[()]/g, ''))) return [];
    return [{ at: scalar.span, args: { text: scalar.text } }];
  },
});
