import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Let, Query } from '../../kql/ast.ts';
import { judgementOf, type SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaRule } from '../../sigma/ir.ts';
import type { Conversion } from '../convert.ts';
import type { ConvertOptions } from '../options.ts';
import type { Table } from '../target.ts';
import { type Carried, carriedFrom } from './carried.ts';
import { judgeClosing } from './closing.ts';
import { keyNames } from './keys.ts';
import { numbered } from './matches.ts';
import { type Columns, matchesOfCorrelation, matchesOfRule } from './members.ts';
import type { Plan } from './plan.ts';
import { asAlerts, asMatches, headOf } from './result.ts';
import { judgeSliding } from './sliding.ts';
import { sourceLets } from './source-lets.ts';
import type { Counted } from './windows.ts';

/** Puts a query together, of rules that are converted. */
export class Assembler {
  readonly diagnostics: Diagnostic[] = [];
  readonly tables: readonly Table[];
  readonly main: Table;
  readonly #plan: Plan;
  readonly #rules: ReadonlyMap<SigmaRule, Conversion>;
  readonly #columns = new Map<SigmaCorrelation, Columns>();
  readonly #members: { readonly table: Table; readonly query: Query }[] = [];
  #numbered = 0;
  readonly #alerts = new Map<SigmaCorrelation, string>();

  constructor(plan: Plan, rules: ReadonlyMap<SigmaRule, Conversion>) {
    this.#plan = plan;
    this.#rules = rules;
    this.tables = [...new Set([...rules.values()].map(({ table }) => table))];
    const [main] = this.tables;
    if (main === undefined) throw new Error('a correlation without a rule');
    this.main = main;
    const carried = carriedFrom(this.tables);
    for (const each of plan.correlations) this.#columns.set(each, this.#newColumns(each, carried));
  }

  #newColumns(correlation: SigmaCorrelation, all: readonly Carried[]): Columns {
    const asked = [...(this.#plan.wanted.get(correlation) ?? [])];
    const wanted = asked.map(([field, span]) => ({ field, span, name: this.#columnOf(field) }));
    const keys = keyNames(correlation, {
      carried: all,
      others: wanted.map(({ name }) => name),
      tableOf: (rule) => this.#rules.get(rule)?.table,
      keysOf: (inner) => this.#columnsOf(inner).keys,
    });
    return { keys, wanted, carried: all.filter(({ name }) => !keys.includes(name)) };
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
    this.#numbered += 1;
    const name = `Rule${this.#numbered}`;
    if (rule?.kind === 'correlation') {
      const alerts = { name: this.#alerts.get(rule) ?? '', keys: this.#columnsOf(rule).keys };
      const query = matchesOfCorrelation(correlation, member, alerts, columns, (field) => this.#columnOf(field));
      return { kind: 'query', name, query };
    }
    const conversion = rule === undefined ? undefined : this.#rules.get(rule);
    if (conversion === undefined) throw new Error(`a rule of correlation ${correlation.id} is not converted`);
    const query = matchesOfRule(correlation, member, conversion, columns, this.diagnostics);
    this.#members.push({ table: conversion.table, query });
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
