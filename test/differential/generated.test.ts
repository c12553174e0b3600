import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literalsOf } from '../../src/match/compiled/regex-literal.ts';
import { fold } from '../../src/match/fold.ts';
import { LINEAGE_MODES } from '../../src/match/lineage-mode.ts';
import { compileRegex, regexProblem } from '../../src/sigma/regex.ts';
import { compare, preparedRules, sourcesOf } from './compare.ts';
import { event, regex, regexFlags, ruleText, value } from './generate.ts';
import { eventsNear, randomOf } from './near.ts';

describe('on generated rules and events', () => {
  test('the compiled rule set gives the ids of the plain evaluator', () => {
    const total = { pairs: 0, matches: 0, candidates: 0, near: 0 };
    fc.assert(
      fc.property(
        fc.array(ruleText, { minLength: 12, maxLength: 24 }),
        fc.array(event, { minLength: 30, maxLength: 60 }),
        fc.constantFrom(...LINEAGE_MODES),
        fc.nat(),
        (texts, events, lineage, seed) => {
          const rules = preparedRules(sourcesOf(texts), lineage);
          const near = rules.flatMap((rule) => eventsNear(rule, randomOf(seed), 1, 1));
          const { differences, pairs, matches, candidates } = compare(rules, [...events, ...near]);
          total.pairs += pairs;
          total.matches += matches;
          total.candidates += candidates;
          total.near += near.length * rules.length;
          expect(differences).toEqual([]);
        },
      ),
      { numRuns: 700, endOnFailure: process.env['SHRINK'] === undefined },
    );
    const { pairs, near, matches, candidates } = total;
    console.log(`generated: ${pairs} pairs, ${near} of them near, ${matches} match, ${candidates} were asked`);
    expect(total.pairs).toBeGreaterThan(400_000);
    expect(total.near).toBeGreaterThan(100_000);
    expect(total.matches).toBeGreaterThan(total.pairs / 100);
    expect(total.candidates).toBeLessThan(total.pairs);
  });

  test('what a regular expression requires is in all that it matches', () => {
    let derived = 0;
    fc.assert(
      fc.property(regex, regexFlags, fc.array(value, { minLength: 20, maxLength: 20 }), (pattern, flags, texts) => {
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
      { numRuns: 5_000 },
    );
    expect(derived).toBeGreaterThan(1_000);
  });
});

test.each([
  ['/dev/tcp/', '', ['/dev/tcp/']],
  ['a+bc*d', '', ['a']],
  ['curl.*(sh|bash)', '', ['curl']],
  ['(?:foo|ba?r)x', '', ['foo', 'b']],
  ['-(W|R)\\s', '', ['-W', '-R']],
  ['(a|b)(c|d)e', '', ['ace', 'ade', 'bce', 'bde']],
  ['(ab|)cd', '', ['cd']],
  ['(ab?|cd)ef', '', ['ef']],
  ['x?(a|b*)', '', undefined],
  ['KIlls', 'i', ['Ill']],
  ['[[:alpha:]]abc', '', undefined],
  ['\\x41bcd', '', ['bcd']],
  ['a{2}bcd', '', ['bcd']],
])('of %j with %j the required texts are %j', (pattern, flags, expected) => {
  expect(literalsOf(pattern, flags)).toEqual(expected);
});
