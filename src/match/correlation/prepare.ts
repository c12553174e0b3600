import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { ASIM_COLUMNS, type ColumnName, fieldTarget, taxonomy } from '../../event/taxonomy.ts';
import {
  type CorrelatedField,
  type FieldSource,
  type Judgement,
  judgementOf,
  type SigmaCorrelation,
} from '../../sigma/correlation/ir.ts';
import { nearest } from '../../sigma/suggest.ts';

/** A correlation whose fields are mapped: ready to count. */
export interface PreparedCorrelation {
  readonly correlation: SigmaCorrelation;
  readonly judgement: Judgement;
  /** What is grouped by, and what is measured. */
  readonly groupBy: readonly PreparedField[];
  readonly values: readonly PreparedField[];
}

/** Where a value is read from, for each rule of the correlation in their order. */
export type PreparedField = readonly ValueSource[];

export type ValueSource =
  /** A column of the event; of the last one, where the match is that of a correlation. */
  | { readonly kind: 'column'; readonly column: ColumnName }
  /** A value that the counted correlation is grouped by. */
  | { readonly kind: 'key'; readonly key: number };

/**
 * Maps the fields of a correlation, as fields of rules are: `Parent*` asks the acting process only, in every lineage
 * mode, since an event belongs to one group. `prepared` is undefined, with diagnostics, if a field is unknown or can have
 * several values.
 */
export function prepareCorrelation(correlation: SigmaCorrelation): {
  readonly prepared: PreparedCorrelation | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const map = (fields: readonly CorrelatedField[]): PreparedField[] =>
    fields.map(({ of }) => of.map((source) => valueSource(source, diagnostics)));
  const groupBy = map(correlation.groupBy);
  const values = map(measuredFields(correlation));
  if (diagnostics.length > 0) return { prepared: undefined, diagnostics: unique(diagnostics) };
  return { prepared: { correlation, judgement: judgementOf(correlation), groupBy, values }, diagnostics };
}

/** The fields whose values are measured. */
export function measuredFields({ measure }: SigmaCorrelation): readonly CorrelatedField[] {
  switch (measure.type) {
    case 'event_count':
    case 'temporal':
    case 'temporal_ordered':
      return [];
    case 'value_count':
      return measure.fields;
    case 'value_sum':
    case 'value_avg':
    case 'value_median':
    case 'value_percentile':
      return [measure.field];
  }
}

const NOWHERE: ValueSource = { kind: 'key', key: -1 };

function valueSource(source: FieldSource, diagnostics: Diagnostic[]): ValueSource {
  if (source.kind === 'key') return source;
  const { field, span } = source;
  const target = fieldTarget(field);
  if (target?.kind === 'column') return target;
  if (target?.kind === 'parent') return { kind: 'column', column: target.acting };
  if (target === undefined) {
    const suggestion = nearest(field, [...Object.keys(taxonomy), ...Object.keys(ASIM_COLUMNS)]);
    diagnostics.push(report('sigma-unknown-field', span, { field, suggestion }));
  } else diagnostics.push(report('correlation-many-values', span, { field }));
  return NOWHERE;
}

/** A field stands for one in each rule; what is wrong with it is told once. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [`${each.code} ${each.at?.line}:${each.at?.column}`, each])).values()];
}
