import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { Query, Scalar } from '../kql/ast.ts';
import { anyOf } from '../kql/build.ts';
import type { LineageMode } from '../match/lineage-mode.ts';
import { FieldMapper, type MappedField } from '../match/mapping.ts';
import type { Expression, SigmaFilter, SigmaRule } from '../sigma/ir.ts';
import { assemble } from './assemble.ts';
import type { Place } from './field.ts';
import { splitHashes } from './hashes.ts';
import { Lowering } from './lower/context.ts';
import { lowerExpression } from './lower/expression.ts';
import type { ConvertOptions } from './options.ts';
import { fieldsOf, printLogSource, tableFor } from './table.ts';
import type { Table, Target } from './target.ts';

/** A rule as a query. */
export interface Conversion {
  readonly rule: SigmaRule;
  readonly table: Table;
  readonly query: Query;
}

/** A conversion, and what is to be said of it; without one, at least one diagnostic is an error and says why. */
export interface Converted {
  readonly conversion: Conversion | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Converts a rule, with the filters that apply to it, so that the query finds what the matcher finds. */
export function convertRule(rule: SigmaRule, filters: readonly SigmaFilter[], options: ConvertOptions): Converted {
  const table = tableFor(options.target, rule.logsource);
  if (table === undefined) return { conversion: undefined, diagnostics: [noTable(rule, options.target)] };
  const translator = new Translator(table, options.lineage);
  const predicate = anyOf(rule.conditions.map((condition) => translator.translate(condition)));
  const exclusions = filters.map((filter) => ({ filter, predicate: translator.translate(filter.condition) }));
  const diagnostics = [...translator.diagnostics, ...aboutAncestors(rule, table, translator.lowering)];
  if (diagnostics.some(({ severity }) => severity === 'error')) return { conversion: undefined, diagnostics };
  const parts = { rule, table, lowering: translator.lowering, predicate, exclusions };
  return { conversion: { rule, table, query: assemble(parts, options) }, diagnostics };
}

/** Rows that no normaliser of ours has made have no list of ancestors. */
function aboutAncestors({ span }: SigmaRule, { schema }: Table, lowering: Lowering): readonly Diagnostic[] {
  return lowering.ancestors().length === 0 ? [] : [report('kql-ancestors-from-us', span, { table: schema.name })];
}

/** Maps and lowers formulas of one rule and its filters, and collects what is to be said. */
class Translator {
  readonly lowering: Lowering;
  readonly #mapper: FieldMapper<Place>;
  readonly #hashes: Diagnostic[] = [];

  constructor(table: Table, lineage: LineageMode) {
    this.lowering = new Lowering(table);
    this.#mapper = new FieldMapper(lineage, fieldsOf(table), (field, at, suggestion) =>
      report('kql-unknown-field', at, { field, table: table.schema.name, suggestion }),
    );
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#hashes, ...this.#mapper.diagnostics, ...this.lowering.diagnostics];
  }

  translate(condition: Expression): Scalar {
    const mapped: Expression<MappedField<Place>> = this.#mapper.map(splitHashes(condition, this.#hashes), false);
    return lowerExpression(mapped, this.lowering);
  }
}

function noTable(rule: SigmaRule, target: Target): Diagnostic {
  const known = [...new Set(target.tables.map(({ holds }) => printLogSource(holds)))].join('; ');
  return report('kql-no-table', rule.span, {
    logsource: printLogSource(rule.logsource),
    target: target.name,
    known,
  });
}
