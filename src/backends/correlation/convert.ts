import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Let, Query } from '../../kql/ast.ts';
import { judgementOf, type SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaFilter, SigmaRule } from '../../sigma/ir.ts';
import { type Conversion, convertRule } from '../convert.ts';
import type { ConvertOptions } from '../options.ts';
import type { Table } from '../target.ts';
import { carriedFrom } from './carried.ts';
import { MAX_CHAIN } from './chains.ts';
import { safeNames } from './columns.ts';
import { type Counted, judgeClosing, judgeSliding } from './judge.ts';
import { numbered } from './matches.ts';
import { isOnlyAll } from './measure.ts';
import { type Columns, matchesOfCorrelation, matchesOfRule } from './members.ts';
import { type Plan, planOf } from './plan.ts';
import { asAlerts, asMatches, headOf } from './result.ts';
import { sourceLets } from './source-lets.ts';

/** A correlation as a query. */
export interface CorrelationConversion {
  readonly rule: SigmaCorrelation;
  /** The table of the first rule, with the columns that the alerts have in place of its own. */
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

/** Puts a query together, of rules that are converted. */
class Assembler {
  readonly diagnostics: Diagnostic[] = [];
  readonly tables: readonly Table[];
  readonly main: Table;
  readonly #plan: Plan;
  readonly #rules: ReadonlyMap<SigmaRule, Conversion>;
  readonly #columns: ReadonlyMap<SigmaCorrelation, Columns>;
  readonly #members: { readonly name: string; readonly table: Table; readonly query: Query }[] = [];
  readonly #alerts = new Map<SigmaCorrelation, string>();

  constructor(plan: Plan, rules: ReadonlyMap<SigmaRule, Conversion>) {
    this.#plan = plan;
    this.#rules = rules;
    this.tables = [...new Set([...rules.values()].map(({ table }) => table))];
    const [main] = this.tables;
    if (main === undefined) throw new Error('a correlation without a rule');
    this.main = main;
    const carried = carriedFrom(this.tables);
    this.#columns = new Map(
      plan.correlations.map((each) => {
        const wanted = [...(plan.wanted.get(each) ?? [])].map(([field, span]) => ({
          field,
          span,
          name: this.#columnOf(field),
        }));
        const others = [...carried, ...wanted].map(({ name }) => name);
        return [
          each,
          {
            keys: safeNames(
              each.groupBy.map(({ name }) => name),
              others,
            ),
            wanted,
            carried,
          },
        ];
      }),
    );
  }

  queryOf(top: SigmaCorrelation, options: ConvertOptions): Query {
    const below = this.#plan.correlations.filter((each) => each !== top);
    const lets = below.flatMap((each) => this.#letsOf(each));
    const own = this.#countedOf(top);
    const alerts = asAlerts(this.#judge(own.counted), own.counted, this.#columnsOf(top), this.main.time);
    return {
      ...alerts,
      comments: [headOf(top)],
      lets: [...sourceLets(this.#members, options), ...lets, ...own.lets],
    };
  }

  #letsOf(correlation: SigmaCorrelation): readonly Let[] {
    const { lets, counted } = this.#countedOf(correlation);
    const name = `Alerts${this.#alerts.size + 1}`;
    this.#alerts.set(correlation, name);
    const alerts = asMatches(this.#judge(counted), counted, this.#columnsOf(correlation));
    return [...lets, { kind: 'query', name, query: { ...alerts, comments: [headOf(correlation)] } }];
  }

  #judge(counted: Counted): Query {
    return judgementOf(counted.correlation) === 'sliding' ? judgeSliding(counted) : judgeClosing(counted);
  }

  #countedOf(correlation: SigmaCorrelation): { readonly lets: readonly Let[]; readonly counted: Counted } {
    const { keys } = this.#columnsOf(correlation);
    const rules = correlation.rules.map((_, member): Let => this.#member(correlation, member));
    const isTop = correlation === this.#plan.correlations.at(-1);
    const matches = isTop ? 'Matches' : `Matches${this.#alerts.size + 1}`;
    const names = rules.map(({ name }) => name);
    const query = numbered(correlation, keys, names, this.tables);
    return {
      lets: [...rules, { kind: 'query', name: matches, query, materialized: true }],
      counted: { correlation, matches, keys },
    };
  }

  #member(correlation: SigmaCorrelation, member: number): Let {
    const rule = correlation.rules[member]?.rule;
    const columns = this.#columnsOf(correlation);
    const name = `Rule${this.#members.length + 1}`;
    if (rule?.kind === 'correlation') {
      const alerts = { name: this.#alerts.get(rule) ?? '', keys: this.#columnsOf(rule).keys };
      const query = matchesOfCorrelation(correlation, member, alerts, columns, (field) => this.#columnOf(field));
      this.#members.push({ name, table: this.main, query });
      return { kind: 'query', name, query };
    }
    const conversion = rule === undefined ? undefined : this.#rules.get(rule);
    if (conversion === undefined) throw new Error(`a rule of correlation ${correlation.id} is not converted`);
    const query = matchesOfRule(correlation, member, conversion, columns, this.diagnostics);
    this.#members.push({ name, table: conversion.table, query });
    return { kind: 'query', name, query };
  }

  #columnOf(field: string): string {
    return this.#plan.columns.get(field) ?? field;
  }

  #columnsOf(correlation: SigmaCorrelation): Columns {
    const columns = this.#columns.get(correlation);
    if (columns === undefined) throw new Error(`correlation ${correlation.id} is not in the plan`);
    return columns;
  }
}
