import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import type { ProcessEvent } from '../../src/event/process-event.ts';
import { excludedBy } from '../../src/exclusions/exclude.ts';
import { viewOf } from '../../src/match/event-view.ts';
import { LINEAGE_MODES } from '../../src/match/lineage-mode.ts';
import { matchRule } from '../../src/match/match.ts';
import { loadRuleset, matchesOf, type Ruleset } from '../../src/ruleset.ts';
import { sourcesOf } from './compare.ts';
import { event, filterText, ruleText } from './generate.ts';

/** What `matchesOf` means, rule by rule. */
function plainMatches({ rules }: Ruleset, one: ProcessEvent): ReturnType<typeof matchesOf> {
  const view = viewOf(one);
  return rules.flatMap(({ rule, prepared, filters }) => {
    const evidence = matchRule(prepared, view);
    return evidence === null ? [] : [{ rule, event: one, evidence, excludedBy: excludedBy(filters, view) }];
  });
}

test('with filters, the matches of a rule set are those of its rules one by one', () => {
  let excluded = 0;
  fc.assert(
    fc.property(
      fc.array(ruleText, { minLength: 3, maxLength: 8 }),
      fc.array(filterText, { maxLength: 3 }),
      fc.array(event, { minLength: 10, maxLength: 20 }),
      fc.constantFrom(...LINEAGE_MODES),
      (texts, filters, events, lineage) => {
        const filterSources = filters.map((text, at) => new SourceText(`f${at}.yml`, `id: f${at}\n${text}`));
        const ruleset = loadRuleset([...sourcesOf(texts), ...filterSources], lineage);
        const fewer = { ...ruleset, rules: ruleset.rules.slice(1) };
        for (const one of events as unknown as readonly ProcessEvent[]) {
          const matches = matchesOf(ruleset, one);
          excluded += matches.filter((match) => match.excludedBy !== null).length;
          expect(matches).toEqual(plainMatches(ruleset, one));
          expect(matchesOf(fewer, one)).toEqual(plainMatches(fewer, one));
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(excluded).toBeGreaterThan(100);
});
