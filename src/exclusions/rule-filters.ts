import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { LineageMode } from '../match/lineage-mode.ts';
import type { LogSource, SigmaFilter, SigmaRule } from '../sigma/ir.ts';
import { applyPipelinesToFilter } from '../sigma/pipelines/apply.ts';
import type { Pipeline } from '../sigma/pipelines/pipeline.ts';
import { applicableFilters } from './applicable.ts';
import { type PreparedFilter, prepareFilter } from './exclude.ts';

/**
 * Filters, prepared for the rules that they are meant for. Pipelines change a filter as they change the rule: for each
 * log source that rules have it is prepared once.
 */
export class RuleFilters {
  readonly diagnostics: Diagnostic[] = [];
  readonly #filters: readonly SigmaFilter[];
  readonly #lineage: LineageMode;
  readonly #pipelines: readonly Pipeline[];
  readonly #prepared = new Map<SigmaFilter, Map<string, PreparedFilter | undefined>>();

  constructor(filters: readonly SigmaFilter[], lineage: LineageMode, pipelines: readonly Pipeline[]) {
    this.#filters = filters;
    this.#lineage = lineage;
    this.#pipelines = pipelines;
  }

  /** The filters that apply to a rule, in their order. */
  of(rule: SigmaRule): PreparedFilter[] {
    const logsource = rule.written ?? rule.logsource;
    return applicableFilters({ ...rule, logsource }, this.#filters).flatMap(
      (filter) => this.#prepare(filter, logsource) ?? [],
    );
  }

  /** The filters that can be used. One that no rule was asked about is prepared for its own log source. */
  usable(): readonly SigmaFilter[] {
    return this.#filters.filter((filter) => {
      if (!this.#prepared.has(filter)) this.#prepare(filter, filter.logsource);
      return [...(this.#prepared.get(filter)?.values() ?? [])].some((prepared) => prepared !== undefined);
    });
  }

  #prepare(filter: SigmaFilter, logsource: LogSource): PreparedFilter | undefined {
    const { category, product, service } = logsource;
    const key = this.#pipelines.length === 0 ? '' : JSON.stringify([category, product, service]);
    const known = this.#prepared.get(filter) ?? new Map<string, PreparedFilter | undefined>();
    this.#prepared.set(filter, known);
    if (known.has(key)) return known.get(key);
    const changed = key === '' ? filter : applyPipelinesToFilter(filter, logsource, this.#pipelines);
    const { prepared, diagnostics } = prepareFilter(changed, this.#lineage);
    this.diagnostics.push(...diagnostics);
    known.set(key, prepared);
    return prepared;
  }
}
