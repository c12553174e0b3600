import type { Column, Relation } from '../plan.ts';
import type { TableSchema } from '../schema/table.ts';
import { list, name, type Sql, sql } from '../sql.ts';
import { kindOf, type Node, nameOf, part } from '../syntax.ts';
import type { Place } from './context.ts';
import { lowerAs } from './recurse.ts';

/**
 * A table that is a function, called with arguments, by position or by name. In the database it is a function of the same name,
 * whose parameters have the prefix `p_`.
 */
export function callTable(table: TableSchema, args: readonly Node[], place: Place): Relation {
  const { columns } = place.context.scan(table.name);
  const parameters = Object.entries(table.parameters ?? {});
  const given = args.map((argument, at) => {
    const isNamed = kindOf(argument) === 'SimpleNamedExpression';
    const [parameter, type] = isNamed
      ? (parameters.find(([each]) => each === nameOf(part(argument, 'Name'))) ?? [])
      : (parameters[at] ?? []);
    if (parameter === undefined || type === undefined) {
      place.context.refuse(argument, `this argument of ${table.name}`);
      return sql`NULL`;
    }
    const value = lowerAs(isNamed ? part(argument, 'Expression') : argument, type, place);
    return sql`${name(`p_${parameter}`)} := ${value}`;
  });
  return {
    kind: 'custom',
    name: `call of ${table.name}`,
    inputs: [],
    columns,
    sql: () => sql`SELECT ${list(columns.map(called))} FROM ${name(table.name)}(${list(given)})`,
  };
}

function called({ name: column, type, id }: Column): Sql {
  return type === 'string' ? sql`coalesce(${name(column)}, '') AS ${name(id)}` : sql`${name(column)} AS ${name(id)}`;
}
