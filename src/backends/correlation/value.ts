import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source-text.ts';
import type { Scalar } from '../../kql/ast.ts';
import { text } from '../../kql/build.ts';
import { nearest } from '../../sigma/suggest.ts';
import { onColumn, type Place, type TargetField } from '../field.ts';
import { asString } from '../lower/context.ts';
import { fieldsOf } from '../table.ts';
import type { Table } from '../target.ts';

/**
 * The text of a field in a row. `Parent*` asks the acting process only, in every lineage mode, since an event belongs to
 * one group.
 */
export function textOf(field: string, span: Span, table: Table, diagnostics: Diagnostic[]): Scalar {
  const fields = fieldsOf(table);
  const target = fields.target(field) ?? hostOf(field, table);
  switch (target?.kind) {
    case 'column':
      return textAt(target.column, field, span, diagnostics);
    case 'parent':
      return textAt(target.acting, field, span, diagnostics);
    case 'ancestor':
    case 'record':
      diagnostics.push(report('correlation-many-values', span, { field }));
      return text('');
    case undefined: {
      const suggestion = nearest(field, fields.known);
      diagnostics.push(report('kql-unknown-field', span, { field, table: table.schema.name, suggestion }));
      return text('');
    }
  }
}

/** `Dvc` is the host in our events and in ASIM: what it is called elsewhere keeps hosts apart as well. */
function hostOf(field: string, { entities }: Table): TargetField | undefined {
  return field === 'Dvc' && entities.host !== undefined ? onColumn(entities.host) : undefined;
}

/** A table has times as such, and not the text that a log had for them. */
function textAt(place: Place, field: string, span: Span, diagnostics: Diagnostic[]): Scalar {
  if (place.type === 'datetime') diagnostics.push(report('kql-correlation-time', span, { field }));
  return asString(place);
}
