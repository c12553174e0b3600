import { columnNamed } from '../lower/context.ts';
import { lowerRelation } from '../lower/recurse.ts';
import { type Computed, orderOf, type Relation } from '../plan.ts';
import { carried } from '../plan-sql.ts';
import { list, name, sql } from '../sql.ts';
import { kindOf, nameOf, part } from '../syntax.ts';
import { lateral } from './mv.ts';
import { boundColumns, type TabularOperator } from './operator.ts';

/** Operators over the rows of each value of a column, one value after the other. */
export const partition: TabularOperator = (node, input, place) => {
  const by = part(node, 'ByExpression');
  const key = columnNamed(place, nameOf(by));
  const operand = part(node, 'Operand');
  if (key === undefined || kindOf(operand) !== 'PartitionSubquery') {
    place.context.refuse(node, 'a partition that names a table');
    return input;
  }
  const each = place.context.column(key.name, key.type);
  const keys: Relation = {
    kind: 'custom',
    name: 'keys',
    inputs: [input],
    columns: [each],
    sql: ([rows = sql``]) => sql`SELECT DISTINCT ${name(key.id)} AS ${name(each.id)} FROM (${rows})`,
  };
  const own: Relation = {
    kind: 'custom',
    name: 'rows of a key',
    inputs: [input],
    columns: input.columns,
    order: orderOf(input),
    sql: ([rows = sql``]) =>
      sql`SELECT ${list([...input.columns.map(({ id }) => name(id)), ...carried(input)])} FROM (${rows}) WHERE ${name(key.id)} IS NOT DISTINCT FROM l.${name(each.id)}`,
  };
  const result = lowerRelation(part(operand, 'Subquery'), {
    context: place.context,
    scope: place.scope,
    columns: own.columns,
    rows: own,
  });
  const columns = result.columns.map(
    (column, at): Computed => ({
      ...place.context.column(boundColumns(node)[at]?.name ?? column.name, column.type),
      sql: sql`s.${name(column.id)}`,
    }),
  );
  return { ...lateral('partition', keys, result, columns), order: [] } as Relation;
};
