import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScreenedValues } from '../../src/event/screen.ts';
import type { ColumnName } from '../../src/event/taxonomy.ts';
import { literalsOf } from '../../src/match/compiled/regex-literal.ts';
import { compileRuleSet } from '../../src/match/compiled/rule-set.ts';
import type { MatchableEvent } from '../../src/match/event-view.ts';
import { fold } from '../../src/match/fold.ts';
import { LINEAGE_MODES } from '../../src/match/lineage-mode.ts';
import type { PreparedRule } from '../../src/match/prepare.ts';
import { compileRegex, regexProblem } from '../../src/sigma/regex.ts';
import { compare, preparedRules, sourcesOf } from '../differential/compare.ts';
import { event, regex, regexFlags, ruleText, value } from '../differential/generate.ts';
import { eventsNear, randomOf } from '../differential/near.ts';

/** The proofs of test/differential in small: the compiled rule set against the plain evaluator, always the same rules. */
const HEAD = 'title: t\nlevel: low\nlogsource: {category: process_creation}\ndetection:\n';
const ruleOf = (detection: string) => `${HEAD}${detection}`;
const one = (item: string) => ruleOf(`  s:\n    ${item}\n  condition: s\n`);

/** Rules of each way to look, whose events near them differ by one character. */
const WAYS = [
  ...[
    'Image: /bin/sh',
    'Image: [/bin/sh, /bin/bash, /usr/bin/id]',
    'Image|endswith: [/sh, ash]',
    'Image|cased: /bin/SH',
  ],
  ...['Image|startswith: [/tmp/, /dev/shm/]', 'CommandLine|contains: [whoami, "net user", " id"]'],
  ...['CommandLine|contains|all: [-a, -b, xyz]', 'CommandLine|contains: "*wget*http*"', 'CommandLine: "a?c*"'],
  ...['CommandLine|re: "curl.*(sh|bash)"', 'CommandLine|re|i: "^KIlls"', 'CommandLine|re: "x?y*"'],
  ...['ParentImage|endswith: [/nginx, /httpd]', 'ParentProcessId: 42', 'ParentProcessId: [1, 2.5, "07"]'],
  ...['ParentProcessId|gt: 10', "User: ''", 'User: null', 'User|exists: true', 'User|exists: false', 'User|neq: root'],
  ...['AncestorImage|endswith: [/java, /php]', "AncestorImage: ''", 'AncestorCommandLine|contains: evil'],
  ...['Image|fieldref: ParentImage', 'CommandLine|fieldref|contains: User', 'CommandLine|cidr: 10.0.0.0/8'],
  ...['CommandLine|contains: ["é", "\\u212a", "\\u0130"]', 'EventStartTime|hour: 3', 'CommandLine: "*"'],
].map(one);
const JOINED = [
  '  a: {Image|endswith: /sh}\n  b: {User: root}\n  condition: a and b\n',
  '  a: {Image|endswith: /sh}\n  b: {User: root}\n  condition: a or b\n',
  '  a: {Image|endswith: /sh}\n  b: {User: root}\n  condition: a and not b\n',
  '  a: {Image|endswith: /sh}\n  b: {User: root}\n  condition: not a\n',
  '  a: {Image|endswith: /sh}\n  b: {User: root}\n  condition: not (not a or b)\n',
  '  a: {Image|endswith: /sh}\n  b: {User: root}\n  condition: not (a and b)\n',
  '  a: {Image: x}\n  b: {User: y}\n  c: {CommandLine|contains: zz}\n  condition: [a and b, c]\n',
  '  a: [{Image: x, User: y}, {CommandLine|contains: zz}]\n  condition: a\n',
  '  a: [needle, "hay stack"]\n  condition: a\n',
  "  a:\n    '|all': [needle, hay]\n  condition: a\n",
  '  a: {Image: x}\n  condition: a and not 1 of a*\n',
].map(ruleOf);

const all = (lineage: (typeof LINEAGE_MODES)[number]) => preparedRules(sourcesOf([...WAYS, ...JOINED]), lineage);

describe('the compiled rule set gives what the plain evaluator gives', () => {
  test.each(LINEAGE_MODES)('for rules of each way to look, %s', (lineage) => {
    const rules = all(lineage);
    expect(rules).toHaveLength(WAYS.length + JOINED.length);
    const events = rules.flatMap((rule, at) => eventsNear(rule, randomOf(at), 2, 4));
    const { differences, matches, candidates, pairs } = compare(rules, events);
    expect(differences).toEqual([]);
    expect(matches).toBeGreaterThan(events.length);
    expect(candidates).toBeLessThan(pairs / 2);
  });

  test('for rules and events at random', () => {
    const given = [fc.array(ruleText, { minLength: 6, maxLength: 10 }), fc.array(event, { maxLength: 10 })] as const;
    fc.assert(
      fc.property(...given, fc.constantFrom(...LINEAGE_MODES), fc.nat(), (texts, events, lineage, seed) => {
        const rules = preparedRules(sourcesOf(texts), lineage);
        const near = rules.flatMap((rule) => eventsNear(rule, randomOf(seed), 1, 2));
        expect(compare(rules, [...events, ...near]).differences).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

test('a screen of bytes lets through what a rule matches, and decides by columns alone where it can', () => {
  let refused = 0;
  for (const rule of all('strict')) {
    const set = compileRuleSet([rule]);
    const screen = set.screen();
    if (screen === undefined) continue;
    for (const near of eventsNear(rule, randomOf(7), 2, 4).flatMap(asciiOnly)) {
      const mayMatch = screen.mayMatch(bytesOf(near, screen.columns));
      if (!mayMatch) refused += 1;
      expect(mayMatch || set.matches(near).length === 0, rule.conditions[0]?.kind).toBe(true);
      if (isDecidedByColumns(rule)) expect(mayMatch).toBe(set.matches(near).length > 0);
    }
  }
  expect(refused).toBeGreaterThan(50);
});

/** Comparisons with another field look at the event around. */
function isDecidedByColumns({ rule }: PreparedRule): boolean {
  return !JSON.stringify(rule.conditions, (key, one) =>
    key === 'span' ? undefined : typeof one === 'bigint' ? 0 : one,
  ).includes('"fieldref"');
}

function asciiOnly({ columns }: MatchableEvent): MatchableEvent[] {
  return /^[\0-\x7f]*$/.test(Object.values(columns).join('')) ? [{ columns }] : [];
}

/** The columns as they stand in a log, with other bytes around. */
function bytesOf({ columns }: MatchableEvent, names: readonly ColumnName[]): ScreenedValues {
  const starts = new Int32Array(names.length);
  const versions = new Float64Array(names.length);
  const ends = new Int32Array(names.length);
  let text = 'x';
  for (const [at, name] of names.entries()) {
    starts[at] = text.length;
    text += columns[name] ?? '';
    ends[at] = text.length;
    text += '/sh';
    versions[at] = starts[at] === ends[at] ? 0 : versionOf(columns[name]);
  }
  return { bytes: Buffer.from(text, 'latin1'), starts, ends, versions };
}

const given: unknown[] = [];

/** The same value has the same version, and no other one has. */
function versionOf(value: unknown): number {
  const known = given.indexOf(value);
  return known >= 0 ? known + 1 : given.push(value);
}

test('what a regular expression requires is in all that it matches', () => {
  let derived = 0;
  fc.assert(
    fc.property(regex, regexFlags, fc.array(value, { minLength: 10, maxLength: 10 }), (pattern, flags, texts) => {
      if (regexProblem(pattern) !== undefined) return;
      const literals = literalsOf(pattern, flags.join(''));
      if (literals === undefined) return;
      derived += 1;
      const compiled = compileRegex(pattern, flags.join(''));
      for (const text of [...texts, pattern, texts.join('')])
        if (compiled.test(text))
          expect(
            literals.some((literal) => fold(text).includes(fold(literal))),
            `${pattern} ${text}`,
          ).toBe(true);
    }),
    { numRuns: 400 },
  );
  expect(derived).toBeGreaterThan(5);
});

test('says what it is made of', () => {
  const stats = compileRuleSet(all('asim')).stats();
  expect(stats).toMatchObject({ rules: WAYS.length + JOINED.length });
  expect(stats.always.length).toBeLessThan(stats.rules / 2);
  expect(stats.plainItems).toBeGreaterThan(0);
});
