import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source-text.ts';
import type { Named, Query, Scalar } from '../../kql/ast.ts';
import { anyOf, call, column, long, text } from '../../kql/build.ts';
import { measuredFields } from '../../match/correlation/prepare.ts';
import type { FieldSource, SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { Conversion } from '../convert.ts';
import type { Carried } from './carried.ts';
import { COLUMN } from './columns.ts';
import { identityOf, timeOf } from './identity.ts';
import { from, iff, project, same } from './steps.ts';
import { textOf } from './value.ts';

/** What the matches of a correlation have beside what `COLUMN` names. */
export interface Columns {
  /** Its groups. */
  readonly keys: readonly string[];
  /** Fields of the last event that correlations above ask for, with the columns that have them. */
  readonly wanted: readonly { readonly field: string; readonly span: Span; readonly name: string }[];
  readonly carried: readonly Carried[];
}

/** The matches of a rule, the `member`th of a correlation, as rows of which correlations count: `query` finds them in `table`. */
export function matchesOfRule(
  correlation: SigmaCorrelation,
  member: number,
  { rule, query, table }: Conversion,
  columns: Columns,
  diagnostics: Diagnostic[],
): Query {
  const read = (source: FieldSource): Scalar =>
    source.kind === 'key' ? text('') : textOf(source.field, source.span, table, diagnostics);
  const wanted = columns.wanted.map(({ field, span, name }) => ({
    name,
    of: textOf(field, span, table, diagnostics),
  }));
  const projected = project(
    { name: COLUMN.time, of: timeOf(table) },
    { name: COLUMN.rule, of: long(member) },
    ...identityOf(table, rule.id),
    ...fieldsOfMatch(correlation, member, columns, read),
    ...wanted,
    ...columns.carried.map(({ name, of }) => ({ name, of: of(table) })),
  );
  return { ...query, lets: [], operators: [...query.operators, projected] };
}

/** The same of a correlation's matches, which are there under a name. */
export function matchesOfCorrelation(
  correlation: SigmaCorrelation,
  member: number,
  alerts: { readonly name: string; readonly keys: readonly string[] },
  columns: Columns,
  columnOf: (field: string) => string,
): Query {
  const read = (source: FieldSource): Scalar =>
    column(source.kind === 'key' ? (alerts.keys[source.key] ?? '') : columnOf(source.field));
  const passed = [...columns.wanted, ...columns.carried].map(({ name }) => name);
  return from(
    alerts.name,
    project(
      ...same([COLUMN.time]),
      { name: COLUMN.rule, of: long(member) },
      ...same([COLUMN.order, COLUMN.id]),
      ...fieldsOfMatch(correlation, member, columns, read),
      ...same(passed),
    ),
  );
}

function fieldsOfMatch(
  correlation: SigmaCorrelation,
  member: number,
  { keys }: Columns,
  read: (source: FieldSource) => Scalar,
): readonly Named[] {
  const valueIn = ({ of }: { readonly of: readonly FieldSource[] }): Scalar => {
    const source = of[member];
    if (source === undefined) throw new Error(`correlation ${correlation.id} has no field for its rule ${member}`);
    return read(source);
  };
  const groups = correlation.groupBy.map((field, at) => ({ name: keys[at] ?? '', of: valueIn(field) }));
  const values = measuredFields(correlation).map(valueIn);
  return [...groups, ...(values.length === 0 ? [] : [{ name: COLUMN.value, of: together(values) }])];
}

/** One value, or several as one text; nothing where one of them is not there. */
function together(values: readonly Scalar[]): Scalar {
  const [first, ...more] = values;
  if (first === undefined || more.length === 0) return first ?? text('');
  const isMissing = anyOf(values.map((value) => call('isempty', value)));
  return iff(isMissing, text(''), call('tostring', call('pack_array', ...values)));
}
