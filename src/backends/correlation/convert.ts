import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Query } from '../../kql/ast.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaFilter, SigmaRule } from '../../sigma/ir.ts';
import { type Conversion, convertRule } from '../convert.ts';
import type { ConvertOptions } from '../options.ts';
import type { Table } from '../target.ts';
import { Assembler } from './assembler.ts';
import { MAX_CHAIN } from './chains.ts';
import { isOnlyAll } from './measure.ts';
import { type Plan, planOf } from './plan.ts';

/** A correlation as a query. */
export interface CorrelationConversion {
  readonly rule: SigmaCorrelation;
  /** The table of the first rule: time and entities of the alerts are called as in it. */
  readonly table: Table;
  /** All tables that are asked. */
  readonly tables: readonly Table[];
  readonly query: Query;
  /** How long before its last match an alert can begin, in milliseconds: its own timespan and those of what it counts. */
  readonly timespan: number;
}

/** A conversion, and what is to be said of it; without one, at least one diagnostic is an error and says why. */
export interface ConvertedCorrelation {
  readonly conversion: CorrelationConversion | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Converts a correlation, and all that it counts, so that the query finds what the matcher finds in the same events.
 * `filtersOf` gives the filters that apply to a rule.
 */
export function convertCorrelation(
  top: SigmaCorrelation,
  filtersOf: (rule: SigmaRule) => readonly SigmaFilter[],
  options: ConvertOptions,
): ConvertedCorrelation {
  const plan = planOf(top);
  const diagnostics: Diagnostic[] = [];
  const rules = new Map<SigmaRule, Conversion>();
  for (const rule of plan.rules) {
    const converted = convertRule(rule, filtersOf(rule), options);
    diagnostics.push(...converted.diagnostics);
    if (converted.conversion !== undefined) rules.set(rule, converted.conversion);
  }
  diagnostics.push(...plan.correlations.flatMap((each) => refusals(each, rules)));
  if (isRefused(diagnostics)) return { conversion: undefined, diagnostics };
  const assembler = new Assembler(plan, rules);
  const query = assembler.queryOf(top, options);
  diagnostics.push(...assembler.diagnostics);
  if (isRefused(diagnostics)) return { conversion: undefined, diagnostics };
  const { main, tables } = assembler;
  return { conversion: { rule: top, table: main, tables, query, timespan: timespanOf(plan) }, diagnostics };
}

function isRefused(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function refusals(correlation: SigmaCorrelation, converted: ReadonlyMap<SigmaRule, Conversion>): Diagnostic[] {
  const { rules, measure, span } = correlation;
  const members = rules.flatMap(({ rule, reference, span: at }) =>
    rule.kind === 'rule' && !converted.has(rule) ? [report('kql-correlation-member', at, { rule: reference })] : [],
  );
  const isLong = measure.type === 'temporal_ordered' && !isOnlyAll(correlation) && rules.length > MAX_CHAIN;
  return isLong
    ? [...members, report('kql-correlation-chains', span, { rules: rules.length, limit: MAX_CHAIN })]
    : members;
}

/** Those that are counted stand before what counts them. */
function timespanOf({ correlations }: Plan): number {
  const lengths = new Map<SigmaCorrelation, number>();
  for (const correlation of correlations) {
    const below = correlation.rules.map(({ rule }) => (rule.kind === 'correlation' ? (lengths.get(rule) ?? 0) : 0));
    lengths.set(correlation, correlation.timespan.millis + Math.max(0, ...below));
  }
  return Math.max(...lengths.values());
}
