import { SourceText } from '../../src/diagnostic/source-text.ts';
import { compileRuleSet } from '../../src/match/compiled/rule-set.ts';
import { type MatchableEvent, viewOf } from '../../src/match/event-view.ts';
import type { LineageMode } from '../../src/match/lineage-mode.ts';
import { mapRule } from '../../src/match/mapping.ts';
import { matchRule } from '../../src/match/match.ts';
import { type PreparedRule, prepareRule } from '../../src/match/prepare.ts';
import { loadSigma } from '../../src/sigma/load.ts';

/** The rules in texts that load and map for a lineage mode. */
export function preparedRules(
  sources: readonly SourceText[],
  lineage: LineageMode,
  options: Parameters<typeof loadSigma>[1] = {},
): readonly PreparedRule[] {
  return loadSigma(sources, options).rules.flatMap((rule) => {
    const { mapped } = mapRule(rule, lineage);
    return mapped === undefined ? [] : [prepareRule(mapped)];
  });
}

/** Texts of rules as sources, each with an id of its own. */
export function sourcesOf(texts: readonly string[]): readonly SourceText[] {
  return texts.map((text, at) => new SourceText(`${at}.yml`, `id: r${at}\n${text}`));
}

export interface Difference {
  readonly event: MatchableEvent;
  readonly plain: readonly string[];
  readonly compiled: readonly string[];
}

export interface Comparison {
  readonly pairs: number;
  readonly matches: number;
  readonly candidates: number;
  /** Events for which the two don't agree, at most ten. */
  readonly differences: readonly Difference[];
}

/** Asks all rules about all events, plainly and compiled. */
export function compare(rules: readonly PreparedRule[], events: readonly MatchableEvent[]): Comparison {
  const compiled = compileRuleSet(rules);
  const differences: Difference[] = [];
  let matches = 0;
  let candidates = 0;
  for (const event of events) {
    const view = viewOf(event);
    const plain = rules.filter((rule) => matchRule(rule, view) !== null);
    const found = compiled.matches(event);
    const worth = compiled.candidates(event);
    matches += plain.length;
    candidates += worth.length;
    const isSame = plain.length === found.length && plain.every((rule, at) => rule === found[at]);
    const isComplete = plain.every((rule) => worth.includes(rule));
    if ((!isSame || !isComplete) && differences.length < 10)
      differences.push({ event, plain: plain.map(idOf), compiled: found.map(idOf) });
  }
  return { pairs: rules.length * events.length, matches, candidates, differences };
}

function idOf({ rule }: PreparedRule): string {
  return rule.id;
}
