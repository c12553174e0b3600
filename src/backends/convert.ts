import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { Operator, Query, Scalar } from '../kql/ast.ts';
import { anyOf } from '../kql/build.ts';
import type { LineageMode } from '../match/lineage-mode.ts';
import { FieldMapper, type MappedField } from '../match/mapping.ts';
import type { Expression, SigmaFilter, SigmaRule } from '../sigma/ir.ts';
import { askAncestors } from './ancestors.ts';
import type { Place } from './field.ts';
import { splitHashes } from './hashes.ts';
import { Lowering } from './lower/context.ts';
import { lowerExpression } from './lower/expression.ts';
import { fieldsOf, printLogSource, tableFor } from './table.ts';
import type { Table, Target } from './target.ts';

export interface ConvertOptions {
  readonly target: Target;
  readonly lineage: LineageMode;
}

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
  const excluding = filters.map((filter) => ({ filter, predicate: translator.translate(filter.condition) }));
  const { diagnostics } = translator;
  if (diagnostics.some(({ severity }) => severity === 'error')) return { conversion: undefined, diagnostics };
  const operators: Operator[] = [
    { kind: 'where', predicate },
    ...excluding.map(({ filter, predicate: kept }) => whereOf(filter, kept)),
  ];
  return { conversion: { rule, table, query: queryOf(rule, table, translator.lowering, operators) }, diagnostics };
}

function whereOf(filter: SigmaFilter, predicate: Scalar): Operator {
  return { kind: 'where', predicate, comment: `exclusion: ${filter.title} (${filter.id})` };
}

function queryOf(rule: SigmaRule, table: Table, lowering: Lowering, operators: readonly Operator[]): Query {
  return {
    comments: [headOf(rule)],
    lets: [],
    source: table.source,
    operators: [...table.guard, ...askAncestors(lowering, operators)],
  };
}

/** What the query is, and whose rule it was made from. */
function headOf({ title, id, author, license }: SigmaRule): string {
  const by = author === undefined ? '' : `, by ${author}`;
  return `${title} (${id})${by}${license === undefined ? '' : `, ${license}`}`;
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
