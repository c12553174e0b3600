import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { SourceText } from '../diagnostic/source-text.ts';
import { LEVELS } from '../flow.ts';
import { type Hunt, loadHunt } from '../hunt/hunt.ts';
import { namedRuleFiles, type RuleFiles } from '../hunt/rule-files.ts';
import type { LineageMode } from '../match/lineage-mode.ts';
import { allRules, loadRuleset, ofLevel, type Ruleset } from '../ruleset.ts';
import type { Level } from '../sigma/ir.ts';

export interface HuntFlags {
  readonly hunt: string;
  readonly rules?: readonly string[];
  /** False for `--no-exclusions`; true or absent for the hunt's own. */
  readonly exclusions?: readonly string[] | boolean;
  /** Pipelines in place of the hunt's. */
  readonly pipeline?: readonly string[];
  readonly lineage?: LineageMode;
  readonly level?: Level;
}

export interface Setup {
  /** What the rules were loaded from: workers load them, too. */
  readonly sources: { readonly rules: readonly SourceText[]; readonly pipelines: readonly SourceText[] };
  readonly lineage: LineageMode;
  readonly hunt: Hunt;
  readonly ruleset: Ruleset;
}

/** The hunt with its rules and exclusions, or others in their place. No setup, with problems, if there is no hunt. */
export function setUp(flags: HuntFlags): { setup: Setup | undefined; problems: readonly Diagnostic[] } {
  const { hunt, problems } = loadHunt(flags.hunt);
  if (hunt === undefined) return { setup: undefined, problems };
  const rules = flags.rules === undefined ? own(hunt.rules) : namedRuleFiles(flags.rules);
  const exclusions = exclusionsOf(flags.exclusions, hunt);
  const pipelines = flags.pipeline === undefined ? own(hunt.pipelines) : namedRuleFiles(flags.pipeline);
  const sources = [...rules.sources, ...exclusions.sources];
  const lineage = flags.lineage ?? hunt.lineage;
  const loaded = loadRuleset(sources, lineage, pipelines.sources);
  const { ruleset, problems: unusable } = graveIn(loaded, flags.level ?? 'informational', hunt);
  const found = loaded.problems.filter((problem) => !isForeign(problem, flags));
  return {
    setup: { hunt, ruleset, sources: { rules: sources, pipelines: pipelines.sources }, lineage },
    problems: [...problems, ...rules.problems, ...exclusions.problems, ...pipelines.problems, ...found, ...unusable],
  };
}

function exclusionsOf(given: HuntFlags['exclusions'], hunt: Hunt): RuleFiles {
  if (given === false) return own([]);
  return given === undefined || given === true ? own(hunt.exclusions) : namedRuleFiles(given);
}

function own(sources: RuleFiles['sources']): RuleFiles {
  return { sources, problems: [] };
}

/** With other rules than the hunt's, its exclusions name rules that are not there, and rightly so. */
function isForeign(problem: Diagnostic, { rules, exclusions }: HuntFlags): boolean {
  return problem.code === 'sigma-filter-unknown-rule' && rules !== undefined && !Array.isArray(exclusions);
}

/** What raises alerts of a level or above. A hunt without any rule would find nothing and look as if nothing was there. */
function graveIn(ruleset: Ruleset, level: Level, hunt: Hunt): { ruleset: Ruleset; problems: readonly Diagnostic[] } {
  const kept = ofLevel(ruleset, level);
  const problems: Diagnostic[] = [];
  const alerting = allRules(ruleset).filter((rule) => !ruleset.silent.has(rule));
  const highest = LEVELS.findLast((each) => alerting.some((rule) => rule.level === each));
  if (highest === undefined) problems.push(report('rules-none-usable', undefined, { hunt: hunt.name }));
  else if (kept.rules.length === 0) problems.push(report('rules-none-of-level', undefined, { level, highest }));
  return { ruleset: kept, problems };
}
