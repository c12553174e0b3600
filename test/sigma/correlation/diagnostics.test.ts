import { describe, expect, test } from 'vitest';
import type { correlationCodes } from '../../../src/diagnostic/codes/correlation.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { loadRuleset, type Ruleset } from '../../../src/ruleset.ts';

/** For each code lines in a correlation that give it, with all its diagnostics: place, code, words. */
interface Case {
  readonly lines: readonly string[];
  readonly found: readonly string[];
}

const HEAD = ['title: c', 'name: many_of_a', 'level: low', 'correlation:'];
const rule = (name: string, logsource = 'category: process_creation', field = 'Image'): string =>
  text(
    `title: ${name}`,
    `name: ${name}`,
    'level: low',
    `logsource: {${logsource}}`,
    `detection: {s: {${field}: ${name}}, condition: s}`,
  );
const RULES = [
  rule('a'),
  rule('b'),
  rule('other', 'category: dns'),
  rule('broken', 'category: process_creation', 'Imag'),
];

const COUNT = ['type: event_count', 'rules: [a]', 'group-by: [User]', 'timespan: 5m', 'condition: {gte: 3}'];
const with_ = (...changed: readonly string[]): string[] => {
  const keys = changed.map((line) => line.split(':')[0]);
  return [...COUNT.filter((line) => !keys.includes(line.split(':')[0])), ...changed];
};

/** Codes that a run gives have their test beside the limits. */
type LoadCode = Exclude<keyof typeof correlationCodes, 'correlation-dropped' | 'correlation-not-numbers'>;

const cases: Readonly<Record<LoadCode, Case>> = {
  'correlation-unknown-type': {
    lines: with_('type: event_cuont'),
    found: ["9:11 unknown correlation type 'event_cuont'; did you mean 'event_count'?"],
  },
  'correlation-unknown-key': {
    lines: with_('groupby: [User]', 'condition: {gte: 3, feld: User, x: 1}'),
    found: [
      "9:5 unknown key 'groupby' in 'correlation'; did you mean 'group-by'?",
      "10:25 unknown key 'feld' in the condition; did you mean 'field'?",
      "10:37 unknown key 'x' in the condition",
    ],
  },
  'correlation-timespan': {
    lines: with_('timespan: 5 minutes'),
    found: ["9:15 the timespan '5 minutes' is not a number above 0 with a unit"],
  },
  'correlation-no-comparison': {
    lines: with_('condition: {}'),
    found: ['9:16 the condition compares with nothing'],
  },
  'correlation-bad-number': {
    lines: with_("condition: {gte: '3', lt: many}"),
    found: ["9:22 'gte' must be a number, not '3'", "9:31 'lt' must be a number, not 'many'"],
  },
  'correlation-extended': {
    lines: with_('type: temporal', 'condition: a and b'),
    found: ['9:16 a condition on the names of rules is not supported: Sigma 2.1 does not have it'],
  },
  'correlation-unsuited': {
    lines: with_('condition: {gte: 3, field: User, percentile: 5}'),
    found: [
      "9:25 'field' means nothing in a correlation of the type event_count",
      "9:38 'percentile' means nothing in a correlation of the type event_count",
    ],
  },
  'correlation-no-percentile': {
    lines: with_('type: value_percentile', 'condition: {gte: 3, field: ProcessId}'),
    found: ["9:16 the condition of a value_percentile has no 'percentile'"],
  },
  'correlation-too-many': {
    lines: with_(`group-by: [${Array.from({ length: 21 }, (_, at) => `F${at}`).join(', ')}]`),
    found: ["9:15 more than 20 entries of 'group-by'"],
  },
  'correlation-unknown-rule': {
    lines: with_('rules: [a, aa, 00000000-0000-4000-8000-000000000000]'),
    found: [
      "9:16 no rule has the id or name 'aa'; did you mean 'a'?",
      "9:20 no rule has the id or name '00000000-0000-4000-8000-000000000000'",
    ],
  },
  'correlation-ambiguous-rule': {
    lines: [...with_('rules: [b]')],
    found: ["9:13 'b' is the name of several rules: at rules.yml:7 and more.yml:1"],
  },
  'correlation-duplicate-rule': {
    lines: with_('rules: [a, a]'),
    found: ["9:16 the rule 'a' is already in this list"],
  },
  'correlation-unusable-rule': {
    lines: with_('rules: [a, broken]'),
    found: ["9:16 the rule 'broken', which the correlation refers to, cannot be used"],
  },
  'correlation-unsupported-rule': {
    lines: with_('rules: [other]'),
    found: ["9:13 the rule 'other', which the correlation refers to, is not supported"],
  },
  'correlation-cycle': {
    lines: with_('rules: [a, many_of_a]'),
    found: ['1:1 the correlation refers to itself: many_of_a → many_of_a'],
  },
  'correlation-filter': {
    lines: [...COUNT],
    found: ["5:14 the filter names the correlation 'many_of_a'; filters apply to rules only"],
  },
  'correlation-alias-rule': {
    lines: with_('group-by: [who]', 'aliases: {who: {a: User, bb: ParentUser, b: ParentUser}}', 'rules: [a]'),
    found: [
      "9:30 the alias 'who' names 'bb', which is not among the rules of the correlation",
      "9:46 the alias 'who' names 'b', which is not among the rules of the correlation; did you mean 'a'?",
    ],
  },
  'correlation-alias-incomplete': {
    lines: with_('type: temporal', 'rules: [a, f]', 'group-by: [who]', 'aliases: {who: {a: User}}'),
    found: ["10:15 the alias 'who' does not say which field it is in 'f'"],
  },
  'correlation-unused-alias': {
    lines: with_('aliases: {who: {a: User}}'),
    found: ["10:15 the alias 'who' is not used"],
  },
  'correlation-many-values': {
    lines: with_('group-by: [AncestorImage]'),
    found: ["9:16 'AncestorImage' can have several values in one event, so that matches cannot be told apart by it"],
  },
};

describe('each diagnostic of correlations has its words and place, all of them at once', () => {
  test.each(Object.entries(cases))('%s', (code, { lines, found }) => {
    const { problems } = load(lines);
    const told = problems.filter((problem) => problem.code === code);
    expect(told.map(({ at, message }) => `${at?.line}:${at?.column} ${message}`)).toEqual(found);
  });

  test('one that is not understood is counted, and its rules raise their own alerts', () => {
    const good = load(COUNT);
    expect([good.correlations.length, good.unsupported, good.silent.size]).toEqual([1, 2, 1]);
    const bad = load(with_('timespan: 5'));
    expect([bad.correlations.length, bad.unsupported, bad.silent.size]).toEqual([0, 3, 0]);
  });
});

/** Beside the rules: one more of the name b, and a filter that names the correlation. */
function load(lines: readonly string[]): Ruleset {
  const filter = text(
    'title: f',
    'logsource: {category: process_creation}',
    'filter:',
    '  s: {User: root}',
    '  rules: [a, many_of_a]',
    '  condition: not s',
  );
  const sources = [
    new SourceText('correlation.yml', text(...HEAD, ...lines.map((line) => `    ${line}`))),
    new SourceText('rules.yml', RULES.join('---\n')),
    new SourceText(
      'more.yml',
      [rule('b', 'category: process_creation', 'CommandLine'), rule('f', 'category: process_creation', 'User')].join(
        '---\n',
      ),
    ),
    new SourceText('filter.yml', filter),
  ];
  return loadRuleset(sources, 'asim');
}

function text(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
