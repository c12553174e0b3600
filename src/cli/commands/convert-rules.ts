import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { applicableFilters, checkFilters } from '../../exclusions/applicable.ts';
import { type Hunt, loadHunt } from '../../hunt/hunt.ts';
import { namedRuleFiles, type RuleFiles } from '../../hunt/rule-files.ts';
import type { LineageMode } from '../../match/lineage-mode.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaFilter, SigmaRule } from '../../sigma/ir.ts';
import { loadSigma } from '../../sigma/load.ts';
import { applyPipelinesToFilter } from '../../sigma/pipelines/apply.ts';
import { loadPipelines } from '../../sigma/pipelines/load.ts';
import type { Pipeline } from '../../sigma/pipelines/pipeline.ts';
import { type CheckedFiles, filesOf } from './check-files.ts';
import type { RuleToConvert } from './convert-one.ts';

interface Wanted {
  readonly hunt: string;
  readonly exclusions?: readonly string[] | boolean;
  readonly pipeline?: readonly string[];
  readonly lineage?: LineageMode;
}

export interface FoundRules {
  readonly rules: readonly RuleToConvert[];
  /** Documents that are no usable rule. */
  readonly refused: number;
  readonly problems: readonly Diagnostic[];
}

/**
 * The rules that are named, or those of the hunt, each with the exclusions that apply to it: those among the same files,
 * the hunt's if it is used (`usesHunt`), or others in their place. A hunt that is used says also how the named rules are
 * meant. Rules of any log source: a target may have a table.
 */
export function rulesToConvert(paths: readonly string[], wanted: Wanted, usesHunt: boolean): FoundRules {
  const { hunt, problems } = usesHunt ? loadHunt(wanted.hunt) : { hunt: undefined, problems: [] };
  const found = [...paths.flatMap(filesOf), ...(hunt === undefined ? [] : [filesOfHunt(hunt, paths, wanted)])];
  const exclusions = namedRuleFiles(Array.isArray(wanted.exclusions) ? wanted.exclusions : []);
  const pipelines = pipelinesGiven(paths, wanted, hunt);
  const lineage = wanted.lineage ?? hunt?.lineage;
  const settings = { ...wanted, ...(lineage === undefined ? {} : { lineage }) };
  const groups = groupsOf(found, pipelines?.sources).map((group) => loadGroup(group, exclusions.sources, settings));
  return {
    rules: groups.flatMap(({ rules }) => rules),
    refused: groups.reduce((sum, { refused }) => sum + refused, 0),
    problems: [
      ...problems,
      ...[...found, exclusions, ...(pipelines === undefined ? [] : [pipelines])].flatMap((files) => files.problems),
      ...groups.flatMap((group) => group.problems.filter((problem) => !isForeign(problem, paths, hunt))),
    ],
  };
}

/** The hunt's rules, if no others are named, and its exclusions, if there are none in their place. */
function filesOfHunt(hunt: Hunt, paths: readonly string[], { exclusions: others }: Wanted): CheckedFiles {
  const { rules, exclusions, pipelines, lineage } = hunt;
  const sources = [...(paths.length === 0 ? rules : []), ...(Array.isArray(others) ? [] : exclusions)];
  return { sources, pipelines, lineage, problems: [] };
}

/** The pipelines that change all rules: those that are named, or the hunt's where it is used for other rules. */
function pipelinesGiven(paths: readonly string[], { pipeline }: Wanted, hunt: Hunt | undefined): RuleFiles | undefined {
  if (pipeline !== undefined) return namedRuleFiles(pipeline);
  return paths.length === 0 || hunt === undefined ? undefined : { sources: hunt.pipelines, problems: [] };
}

/** With other rules than the hunt's, its exclusions name rules that are not there, and rightly so. */
function isForeign({ code, at }: Diagnostic, paths: readonly string[], hunt: Hunt | undefined): boolean {
  if (code !== 'sigma-filter-unknown-rule' || paths.length === 0 || hunt === undefined) return false;
  return hunt.exclusions.some(({ name }) => name === at?.source);
}

/** Files that the same pipelines change: all of them where pipelines are given, else a hunt with its own by itself. */
interface Group {
  readonly files: readonly CheckedFiles[];
  readonly pipelines: CheckedFiles['pipelines'];
}

function groupsOf(found: readonly CheckedFiles[], given: CheckedFiles['pipelines'] | undefined): Group[] {
  if (given !== undefined) return [{ files: found, pipelines: given }];
  const own = found.filter(({ pipelines }) => pipelines.length > 0);
  const together = { files: found.filter((files) => !own.includes(files)), pipelines: [] };
  return [...(together.files.length > 0 ? [together] : []), ...own.map((files) => ({ ...files, files: [files] }))];
}

function loadGroup(
  { files, pipelines: texts }: Group,
  exclusions: CheckedFiles['sources'],
  wanted: Wanted,
): FoundRules {
  const { pipelines, placeholders, diagnostics } = loadPipelines(texts);
  const sources = [...files.flatMap((each) => each.sources), ...exclusions];
  const loaded = loadSigma(sources, { anyLogSource: true, pipelines, placeholders });
  const { correlations } = loaded;
  const filters = wanted.exclusions === false ? [] : loaded.filters;
  const modes = new Map(files.flatMap(({ sources: own, lineage }) => own.map(({ name }) => [name, lineage] as const)));
  const silent = countedOnly(correlations);
  const rules = [...loaded.rules, ...correlations].filter((rule) => !silent.has(rule));
  return {
    rules: rules.map((rule) => ({
      rule,
      filtersOf: (each) => filtersOf(each, filters, pipelines),
      lineage: wanted.lineage ?? modes.get(rule.path) ?? 'asim',
    })),
    refused: loaded.unsupported,
    problems: [...diagnostics, ...loaded.diagnostics, ...checkFilters(filters, loaded.rules, correlations)],
  };
}

/** Rules and correlations that raise no alerts of their own: correlations count their matches, and none has generated. */
function countedOnly(correlations: readonly SigmaCorrelation[]): ReadonlySet<SigmaRule | SigmaCorrelation> {
  const counted = (generate: boolean) =>
    correlations.filter((each) => each.generate === generate).flatMap(({ rules }) => rules.map(({ rule }) => rule));
  const generated = new Set(counted(true));
  return new Set(counted(false).filter((rule) => !generated.has(rule)));
}

function filtersOf(rule: SigmaRule, filters: readonly SigmaFilter[], pipelines: readonly Pipeline[]): SigmaFilter[] {
  const logsource = rule.written ?? rule.logsource;
  const applicable = applicableFilters({ ...rule, logsource }, filters);
  return applicable.map((filter) => applyPipelinesToFilter(filter, logsource, pipelines));
}
