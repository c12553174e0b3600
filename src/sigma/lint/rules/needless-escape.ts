import { partOf } from '../../yaml/part.ts';
import { allOf, rewrite } from '../edits.ts';
import { withSelection } from '../example.ts';
import type { WrittenItem } from '../items.ts';
import { type Found, lintRule } from '../rule.ts';

/** A pair of backslashes that is no part of a longer row, and stands before neither a wildcard nor the end. */
const PAIR = /(?<!\\)\\\\(?=[^\\*?])/gsu;

/** The modifiers beside which a value is a pattern as it is written. */
const HARMLESS = ['all', 'cased', 'neq', 'contains', 'startswith', 'endswith', 'windash'];

export const needlessEscape = lintRule({
  code: 'lint-needless-escape',
  doc: 'Two backslashes where one means the same: not before `*`, `?`, another backslash or the end.',
  examples: [
    {
      text: withSelection("CommandLine|contains: 'C:«\\\\»Windows\\\\System32'"),
      fixed: withSelection("CommandLine|contains: 'C:\\Windows\\System32'"),
    },
  ],
  counterExamples: [
    withSelection("CommandLine|contains: 'C:\\Windows\\System32'"),
    withSelection("CommandLine: 'a\\\\*b'"),
    withSelection("CommandLine|contains: '\\\\\\\\server\\share'"),
    withSelection("CommandLine|re: 'a\\\\b+'"),
  ],
  find: ({ items }) => items.flatMap(escapesIn),
});

function escapesIn({ modifiers, values, item }: WrittenItem): Found<Record<string, never>>[] {
  if (item === undefined || !modifiers.every((name) => HARMLESS.includes(name))) return [];
  return values.flatMap((scalar) => {
    const first = scalar.kind === 'string' ? scalar.text.search(PAIR) : -1;
    if (first < 0) return [];
    const fix = allOf([rewrite(scalar, scalar.text.replace(PAIR, '\\'))]);
    return [{ at: partOf(scalar, first, first + 2), args: {}, fix }];
  });
}
