import type { DetectionItem, Test, ValueTest } from '../../ir.ts';
import { withSelection } from '../example.ts';
import { covers, type Signs, signsOf } from '../pattern.ts';
import { type Found, lintRule } from '../rule.ts';

/** Longer lists are not compared value by value. */
const MAX_VALUES = 500;

export const coveredValue = lintRule({
  code: 'lint-covered-value',
  doc: 'A value that another one in its list covers: `foobar` beside `foo` with `contains`; with `all`, `foo` beside `foobar`.',
  examples: [
    { text: withSelection('CommandLine|contains:', "    - 'wget'", "    - «'wget http'»") },
    { text: withSelection('CommandLine|contains|all:', "    - «'wget'»", "    - 'wget http'") },
    { text: withSelection('Image:', "    - «'/bin/bash'»", "    - '/bin/*sh'") },
  ],
  counterExamples: [
    withSelection('CommandLine|contains:', "    - 'wget'", "    - 'curl'"),
    withSelection('Image|endswith:', "    - '/sh'", "    - '/shred'"),
    withSelection('CommandLine|contains|cased:', "    - 'wget'", "    - 'WGET http'"),
  ],
  find: ({ items }) => items.flatMap(({ item }) => (item === undefined ? [] : coveredIn(item))),
});

interface Value {
  readonly test: ValueTest;
  readonly signs: Signs;
}

function coveredIn(item: DetectionItem): Found<{ text: string; by: string }>[] {
  if (item.tests.length > MAX_VALUES) return [];
  const values = item.tests.flatMap((test): Value[] =>
    isString(test) ? [{ test, signs: signsOf(test.pattern, test.cased) }] : [],
  );
  const decides = (one: Value, other: Value): boolean =>
    item.quantifier === 'any' ? covers(one.signs, other.signs) : covers(other.signs, one.signs);
  return values.flatMap((value, index) => {
    const by = values.find(
      (other, at) => at !== index && decides(other, value) && (at < index || !decides(value, other)),
    );
    if (by === undefined || isSame(by, value)) return [];
    return [{ at: value.test.span, args: { text: value.test.text, by: by.test.text } }];
  });
}

function isString(test: ValueTest): test is ValueTest & Extract<Test, { kind: 'string' }> {
  return test.kind === 'string';
}

/** Told as a duplicate. */
function isSame(one: Value, other: Value): boolean {
  return one.signs.length === other.signs.length && one.signs.every((sign, index) => sign === other.signs[index]);
}
