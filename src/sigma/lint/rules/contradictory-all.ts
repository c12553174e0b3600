import type { DetectionItem, Test, ValueTest } from '../../ir.ts';
import { withSelection } from '../example.ts';
import { foldAscii } from '../pattern.ts';
import { type Found, lintRule } from '../rule.ts';

export const contradictoryAll = lintRule({
  code: 'lint-contradictory-all',
  doc: '`all` with two values that no field can have both: two different texts, beginnings or ends.',
  examples: [
    { text: withSelection('Image|all:', "    - '/bin/sh'", "    - «'/bin/id'»") },
    { text: withSelection('Image|endswith|all:', "    - '/sh'", "    - «'/id'»") },
    { text: withSelection('Image|startswith|all:', "    - '/bin/'", "    - «'/usr/'»") },
  ],
  counterExamples: [
    withSelection('CommandLine|contains|all:', "    - 'wget'", "    - 'http'"),
    withSelection('Image:', "    - '/bin/sh'", "    - '/bin/id'"),
  ],
  find: ({ items }) => items.flatMap(({ item }) => (item?.quantifier === 'all' ? contradictionsIn(item) : [])),
});

/** Of longer lists only so many values are compared. */
const MAX_CLAIMS = 500;

/** What a test says about the whole value, its start and its end. */
interface Claim {
  readonly test: ValueTest;
  readonly start: string;
  readonly end: string;
  readonly isWhole: boolean;
}

/** One for each item: the first value that contradicts the one it is compared with. */
function contradictionsIn(item: DetectionItem): Found<{ one: string; other: string }>[] {
  if (item.field === undefined) return [];
  const claims = item.tests.flatMap(claimOf).filter(({ start, end }) => start !== '' || end !== '');
  for (const [index, claim] of claims.slice(0, MAX_CLAIMS).entries()) {
    const other = claims.slice(0, index).find((before) => contradict(before, claim));
    if (other !== undefined) return [{ at: claim.test.span, args: { one: other.test.text, other: claim.test.text } }];
  }
  return [];
}

function claimOf(test: ValueTest): Claim[] {
  if (!isAsciiString(test)) return [];
  const { pattern, cased } = test;
  const [first, last] = [pattern[0], pattern.at(-1)];
  const textOf = (text: string): string => (cased ? text : foldAscii(text));
  return [
    {
      test,
      start: first?.kind === 'literal' ? textOf(first.text) : '',
      end: last?.kind === 'literal' ? textOf(last.text) : '',
      isWhole: pattern.every(({ kind }) => kind === 'literal'),
    },
  ];
}

/** Letters outside ASCII are left alone: how they fold is not this rule's to know. */
function isAsciiString(test: ValueTest): test is ValueTest & Extract<Test, { kind: 'string' }> {
  return test.kind === 'string' && /^[\0-\x7f]*$/.test(test.text);
}

function contradict(one: Claim, other: Claim): boolean {
  if (one.isWhole && other.isWhole) return one.start !== other.start;
  const haveStart = one.start.startsWith(other.start) || other.start.startsWith(one.start);
  const haveEnd = one.end.endsWith(other.end) || other.end.endsWith(one.end);
  return !haveStart || !haveEnd;
}
