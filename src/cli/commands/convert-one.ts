import type { ArtefactName, Made } from '../../backends/artefacts/artefact.ts';
import { targetFor } from '../../backends/artefacts/in-sentinel.ts';
import { artefacts } from '../../backends/artefacts/registry.ts';
import { checkQuery } from '../../backends/check.ts';
import { convertRule } from '../../backends/convert.ts';
import { convertCorrelation } from '../../backends/correlation/convert.ts';
import type { ConvertOptions } from '../../backends/options.ts';
import type { TargetName } from '../../backends/target.ts';
import type { SyslogSource } from '../../backends/targets/azure-monitor/syslog.ts';
import { azureMonitorOf } from '../../backends/targets/azure-monitor.ts';
import { targets } from '../../backends/targets/registry.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { LineageMode } from '../../match/lineage-mode.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaFilter, SigmaRule } from '../../sigma/ir.ts';

/** The functions of ASIM that are asked: the workspace's own, or those that come with Sentinel. */
export const PARSERS = ['workspace', 'built-in'] as const;

export interface Settings {
  readonly target: TargetName;
  readonly as: ArtefactName;
  readonly parser: (typeof PARSERS)[number];
  /** Only Azure Monitor is asked for it. */
  readonly source: SyslogSource;
  /** By default what is deployed is optimized, and what is read is not. */
  readonly optimize?: boolean;
  readonly since?: number;
  readonly until?: number;
  readonly check?: boolean;
}

/** A rule or correlation with what applies to it and to what it counts. */
export interface RuleToConvert {
  readonly rule: SigmaRule | SigmaCorrelation;
  readonly filtersOf: (rule: SigmaRule) => readonly SigmaFilter[];
  readonly lineage: LineageMode;
}

export interface Result {
  readonly rule: SigmaRule | SigmaCorrelation;
  /** The table or function that the query asks. */
  readonly table: string | undefined;
  /** Nothing if the rule was refused: then a diagnostic is an error. */
  readonly made: Made | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** From a rule to what one deploys. */
export function convertOne({ rule, filtersOf, lineage }: RuleToConvert, settings: Settings): Result {
  const options = optionsOf(settings, lineage);
  const { conversion, diagnostics } =
    rule.kind === 'rule' ? convertRule(rule, filtersOf(rule), options) : convertCorrelation(rule, filtersOf, options);
  if (conversion === undefined) return { rule, table: undefined, made: undefined, diagnostics };
  const { made, diagnostics: said } = artefacts[settings.as].build(conversion);
  const checked = settings.check === true && made !== undefined ? checkQuery(made.printed, rule.span) : [];
  return {
    rule,
    table: (rule.kind === 'rule' ? conversion.query : conversion.table).source.name,
    made: checked.some(({ severity }) => severity === 'error') ? undefined : made,
    diagnostics: [...diagnostics, ...said, ...checked],
  };
}

function optionsOf(
  { target, as, parser, source, optimize, since, until }: Settings,
  lineage: LineageMode,
): ConvertOptions {
  return {
    target: targetFor(artefacts[as], target === 'azure-monitor' ? azureMonitorOf(source) : targets[target]),
    lineage,
    optimize: optimize ?? as !== 'query',
    builtInParser: parser === 'built-in',
    since,
    until,
  };
}
