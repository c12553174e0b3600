import type { Query } from '../../kql/ast.ts';
import { columnsGiven } from '../../kql/columns.ts';
import type { Table } from '../target.ts';
import { columnOfField } from './field-column.ts';

/** Fields that an analyst asks for first, under Sigma's names: at most 20 characters each. */
const FIELDS = ['Image', 'CurrentDirectory', 'ParentImage', 'ParentCommandLine', 'ParentProcessId', 'ParentUser'];

/** Names → columns of the query, which alerts then show. */
export function customDetailsOf({ schema, fields }: Table, query: Query): Readonly<Record<string, string>> {
  const given = columnsGiven(query, Object.keys(schema.columns));
  const details = FIELDS.flatMap((field) => {
    const name = columnOfField(fields, field);
    return name !== undefined && given.has(name) ? [[field, name] as const] : [];
  });
  return Object.fromEntries(details);
}
