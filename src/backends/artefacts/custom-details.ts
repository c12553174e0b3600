import type { Query } from '../../kql/ast.ts';
import { columnsGiven } from '../../kql/columns.ts';
import { COLUMN } from '../correlation/columns.ts';
import type { Table } from '../target.ts';
import { columnOfField } from './field-column.ts';

/** Fields that an analyst asks for first, under Sigma's names: at most 20 characters each. */
const FIELDS = ['Image', 'CurrentDirectory', 'ParentImage', 'ParentCommandLine', 'ParentProcessId', 'ParentUser'];

/** What an alert of a correlation says of its window. */
const OF_CORRELATIONS = [COLUMN.measure, COLUMN.first, COLUMN.count];

/** Names → columns of the query, which alerts then show. */
export function customDetailsOf({ schema, fields }: Table, query: Query): Readonly<Record<string, string>> {
  const given = columnsGiven(query, Object.keys(schema.columns));
  const details = FIELDS.flatMap((field) => {
    const name = columnOfField(fields, field);
    return name !== undefined && given.has(name) ? [[field, name] as const] : [];
  });
  const counted = OF_CORRELATIONS.filter((name) => given.has(name)).map((name) => [name, name] as const);
  return Object.fromEntries([...details, ...counted]);
}
