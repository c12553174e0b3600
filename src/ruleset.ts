import { createHash } from 'node:crypto';
import type { Match } from './alerts/alert.ts';
import type { Diagnostic } from './diagnostic/diagnostic.ts';
import type { SourceText } from './diagnostic/source-text.ts';
import type { ProcessEvent } from './event/process-event.ts';
import { applicableFilters, checkFilters } from './exclusions/applicable.ts';
import { excludedBy, type PreparedFilter, prepareFilter } from './exclusions/exclude.ts';
import { type CompiledRuleSet, compileRuleSet } from './match/compiled/rule-set.ts';
import { viewOf } from './match/event-view.ts';
import type { LineageMode } from './match/lineage-mode.ts';
import { mapRule } from './match/mapping.ts';
import { matchRule } from './match/match.ts';
import { type PreparedRule, prepareRule } from './match/prepare.ts';
import type { SigmaFilter, SigmaRule } from './sigma/ir.ts';
import { loadSigma } from './sigma/load.ts';

/** A rule with the filters that apply to it. */
export interface ActiveRule {
  readonly rule: SigmaRule;
  readonly prepared: PreparedRule;
  readonly filters: readonly PreparedFilter[];
}

/** Rules and filters, ready to be asked about events. */
export interface Ruleset {
  readonly rules: readonly ActiveRule[];
  readonly filters: readonly SigmaFilter[];
  readonly unsupported: number;
  readonly problems: readonly Diagnostic[];
  /** SHA-256 over the texts of all files, in order. */
  readonly hash: string;
}

/** Loads rule and filter files. What can't be used is a problem, and the rest still works. */
export function loadRuleset(sources: readonly SourceText[], lineage: LineageMode): Ruleset {
  const loaded = loadSigma(sources);
  const problems: Diagnostic[] = [...loaded.diagnostics];
  const filters = loaded.filters.flatMap((filter) => {
    const { prepared, diagnostics } = prepareFilter(filter, lineage);
    problems.push(...diagnostics);
    return prepared === undefined ? [] : [prepared];
  });
  const rules = loaded.rules.flatMap((rule) => {
    const { mapped, diagnostics } = mapRule(rule, lineage);
    problems.push(...diagnostics);
    return mapped === undefined ? [] : [{ rule, prepared: prepareRule(mapped), filters: filtersOf(rule, filters) }];
  });
  problems.push(...checkFilters(loaded.filters, loaded.rules));
  return {
    rules,
    filters: filters.map(({ filter }) => filter),
    unsupported: loaded.unsupported + loaded.rules.length - rules.length,
    problems,
    hash: hashOf(sources),
  };
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

function filtersOf(rule: SigmaRule, filters: readonly PreparedFilter[]): PreparedFilter[] {
  const applicable = new Set(
    applicableFilters(
      rule,
      filters.map(({ filter }) => filter),
    ),
  );
  return filters.filter(({ filter }) => applicable.has(filter));
}

function hashOf(sources: readonly SourceText[]): string {
  const hash = createHash('sha256');
  for (const { text } of sources) hash.update(`${Buffer.byteLength(text)}\n`).update(text);
  return hash.digest('hex');
}
