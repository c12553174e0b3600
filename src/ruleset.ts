import { createHash } from 'node:crypto';
import type { Match } from './alerts/alert.ts';
import { type Diagnostic, report } from './diagnostic/diagnostic.ts';
import type { SourceText } from './diagnostic/source-text.ts';
import type { ProcessEvent } from './event/process-event.ts';
import type { Screen } from './event/screen.ts';
import { checkFilters } from './exclusions/applicable.ts';
import { excludedBy, type PreparedFilter } from './exclusions/exclude.ts';
import { RuleFilters } from './exclusions/rule-filters.ts';
import { type CompiledRuleSet, compileRuleSet } from './match/compiled/rule-set.ts';
import { type PreparedCorrelation, prepareCorrelation } from './match/correlation/prepare.ts';
import { viewOf } from './match/event-view.ts';
import type { LineageMode } from './match/lineage-mode.ts';
import { mapRule } from './match/mapping.ts';
import { matchRule } from './match/match.ts';
import { type PreparedRule, prepareRule } from './match/prepare.ts';
import type { SigmaCorrelation } from './sigma/correlation/ir.ts';
import type { Level, SigmaFilter, SigmaRule } from './sigma/ir.ts';
import { loadSigma } from './sigma/load.ts';
import { loadPipelines } from './sigma/pipelines/load.ts';
import { LEVELS } from './sigma/rule.ts';

/** A rule with the filters that apply to it. */
export interface ActiveRule {
  readonly rule: SigmaRule;
  readonly prepared: PreparedRule;
  readonly filters: readonly PreparedFilter[];
}

/** Rules, correlations and filters, ready to be asked about events. */
export interface Ruleset {
  readonly rules: readonly ActiveRule[];
  /** What is counted over the matches of `rules`. */
  readonly correlations: readonly PreparedCorrelation[];
  /** Rules and correlations that raise no alerts of their own: correlations count their matches. */
  readonly silent: ReadonlySet<SigmaRule | SigmaCorrelation>;
  readonly filters: readonly SigmaFilter[];
  readonly unsupported: number;
  readonly problems: readonly Diagnostic[];
  /** SHA-256 over the texts of all files, in order. */
  readonly hash: string;
}

/**
 * Loads rule and filter files, changed by the pipelines in other files. What can't be used is a problem, and the rest
 * still works.
 */
export function loadRuleset(
  sources: readonly SourceText[],
  lineage: LineageMode,
  pipelineSources: readonly SourceText[] = [],
): Ruleset {
  const { pipelines, placeholders, diagnostics: wrong } = loadPipelines(pipelineSources);
  const loaded = loadSigma(sources, { pipelines, placeholders });
  const problems: Diagnostic[] = [...wrong, ...loaded.diagnostics];
  const filters = new RuleFilters(loaded.filters, lineage, pipelines);
  const rules = loaded.rules.flatMap((rule) => {
    const { mapped, diagnostics } = mapRule(rule, lineage);
    problems.push(...diagnostics);
    return mapped === undefined ? [] : [{ rule, prepared: prepareRule(mapped), filters: filters.of(rule) }];
  });
  const usableFilters = filters.usable();
  problems.push(...filters.diagnostics);
  const correlations = usableCorrelations(loaded.correlations, new Set(rules.map(({ rule }) => rule)), problems);
  problems.push(...checkFilters(loaded.filters, loaded.rules, loaded.correlations));
  const all = [...loaded.rules, ...loaded.correlations].length;
  return {
    rules,
    correlations,
    silent: silentOf(correlations),
    filters: usableFilters,
    unsupported: loaded.unsupported + all - rules.length - correlations.length,
    problems,
    hash: hashOf([...sources, ...pipelineSources]),
  };
}

/** Correlations whose fields are known and whose rules are all usable. Those that build on others come behind them. */
function usableCorrelations(
  loaded: readonly SigmaCorrelation[],
  rules: ReadonlySet<SigmaRule>,
  problems: Diagnostic[],
): PreparedCorrelation[] {
  const usable = new Map<SigmaCorrelation, PreparedCorrelation>();
  for (const correlation of loaded) {
    const { prepared, diagnostics } = prepareCorrelation(correlation);
    problems.push(...diagnostics);
    const missing = correlation.rules.filter(({ rule }) =>
      rule.kind === 'rule' ? !rules.has(rule) : !usable.has(rule),
    );
    for (const { reference, span } of missing)
      problems.push(report('correlation-unusable-rule', span, { rule: reference }));
    if (prepared !== undefined && missing.length === 0) usable.set(correlation, prepared);
  }
  return [...usable.values()];
}

/** What some correlation counts, and none has generated. */
function silentOf(correlations: readonly PreparedCorrelation[]): Set<SigmaRule | SigmaCorrelation> {
  const counted = (generate: boolean) =>
    correlations
      .filter(({ correlation }) => correlation.generate === generate)
      .flatMap(({ correlation }) => correlation.rules.map(({ rule }) => rule));
  const generated = new Set(counted(true));
  return new Set(counted(false).filter((rule) => !generated.has(rule)));
}

/** What raises alerts of a level or above, and what they count, which then is silent. */
export function ofLevel(ruleset: Ruleset, level: Level): Ruleset {
  const isGrave = (rule: SigmaRule | SigmaCorrelation): boolean =>
    LEVELS.indexOf(rule.level) >= LEVELS.indexOf(level) && !ruleset.silent.has(rule);
  const needed = new Set<SigmaRule | SigmaCorrelation>();
  const correlations = ruleset.correlations.toReversed().filter(({ correlation }) => {
    const isKept = isGrave(correlation) || needed.has(correlation);
    if (isKept) for (const { rule } of correlation.rules) needed.add(rule);
    return isKept;
  });
  const rules = ruleset.rules.filter(({ rule }) => isGrave(rule) || needed.has(rule));
  const silent = new Set([...needed].filter((rule) => !isGrave(rule)));
  return { ...ruleset, rules, correlations: correlations.reverse(), silent };
}

/** Rules, and correlations behind them. */
export function allRules({ rules, correlations }: Ruleset): (SigmaRule | SigmaCorrelation)[] {
  return [...rules.map(({ rule }) => rule), ...correlations.map(({ correlation }) => correlation)];
}

/** All rules that match an event, with the filter that excludes each, if one does. */
export function matchesOf(ruleset: Ruleset, event: ProcessEvent): Match[] {
  const { compiled, active } = compiledOf(ruleset.rules);
  const found = compiled.matches(event);
  if (found.length === 0) return [];
  const view = viewOf(event);
  return found.flatMap((prepared) => {
    const one = active.get(prepared);
    const evidence = matchRule(prepared, view);
    if (one === undefined || evidence === null) throw new Error(`rule ${prepared.rule.id} matched only when compiled`);
    return [{ rule: one.rule, event, evidence, excludedBy: excludedBy(one.filters, view, prepared) }];
  });
}

/** Whether some rule matches an event. */
export function matchesAny({ rules }: Pick<Ruleset, 'rules'>, event: ProcessEvent): boolean {
  return compiledOf(rules).compiled.matches(event).length > 0;
}

/** Ids of the rules that must be asked about every event, since nothing that can be looked up stands in all they match. */
export function unindexedRules({ rules }: Pick<Ruleset, 'rules'>): readonly string[] {
  return compiledOf(rules).compiled.stats().always;
}

/** Screens events for those that some rule may match; undefined where rules ask for more than columns. */
export function screenOf({ rules }: Pick<Ruleset, 'rules'>): Screen | undefined {
  return compiledOf(rules).compiled.screen();
}

/** Whether some rule asks about audit records, so that events must bring them. */
export function asksRecords({ rules }: Pick<Ruleset, 'rules'>): boolean {
  return rules.some(({ prepared }) => prepared.records !== undefined);
}

interface CompiledRules {
  readonly compiled: CompiledRuleSet;
  readonly active: ReadonlyMap<PreparedRule, ActiveRule>;
}

const compiledRules = new WeakMap<readonly ActiveRule[], CompiledRules>();

/** Rules are compiled when the first event comes: who only looks at rules does not wait for it. */
function compiledOf(rules: readonly ActiveRule[]): CompiledRules {
  const known = compiledRules.get(rules);
  if (known !== undefined) return known;
  const compiled = compileRuleSet(rules.map(({ prepared }) => prepared));
  const made = { compiled, active: new Map(rules.map((rule) => [rule.prepared, rule])) };
  compiledRules.set(rules, made);
  return made;
}

function hashOf(sources: readonly SourceText[]): string {
  const hash = createHash('sha256');
  for (const { text } of sources) hash.update(`${Buffer.byteLength(text)}\n`).update(text);
  return hash.digest('hex');
}
