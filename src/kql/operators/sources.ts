import { lowerAs, lowerScalar } from '../lower/recurse.ts';
import { typeNamed } from '../lower/types.ts';
import type { Relation } from '../plan.ts';
import { number, name as quoted, sql } from '../sql.ts';
import { type Node, nameOf, part, parts } from '../syntax.ts';
import { boundColumns, computed, type TabularOperator } from './operator.ts';

export const print: TabularOperator = (node, _, place) => {
  const bound = boundColumns(node);
  const columns = parts(node, 'Expressions').map((each, at) => computed(bound[at]?.name ?? `print_${at}`, each, place));
  return { kind: 'project', input: oneRow(place), columns };
};

/** A row without anything in it that is asked for. */
function oneRow({ context }: Parameters<TabularOperator>[2]): Relation {
  return { kind: 'values', columns: [context.column('row', 'bool')], rows: [[sql`true`]] };
}

export const datatable: TabularOperator = (node, _, place) => {
  const columns = boundColumns(node).map(({ name, type }) => place.context.column(name, typeNamed(type)));
  const values = parts(node, 'Values').map((each, at) =>
    lowerAs(each, columns[at % columns.length]?.type ?? 'string', place),
  );
  const rows = Array.from({ length: Math.floor(values.length / Math.max(1, columns.length)) }, (_row, at) =>
    values.slice(at * columns.length, (at + 1) * columns.length),
  );
  return { kind: 'values', columns, rows };
};

/** Rows of a `range`, at most. */
const MAX_RANGE = 10_000_000;

export const range: TabularOperator = (node, _, place) => {
  const from = lowerScalar(part(node, 'From'), place);
  const type = typeNamed(boundColumns(node)[0]?.type ?? from.type);
  const column = place.context.column(nameOf(part(node, 'Name')), type);
  const bounds = [part(node, 'From'), part(node, 'To')].map((each) => lowerAs(each, type, place));
  const [start = sql`NULL`, end = sql`NULL`] = bounds;
  const step = stepOf(part(node, 'Step'), type, place);
  return {
    kind: 'custom',
    name: 'range',
    inputs: [],
    columns: [column],
    sql: () =>
      sql`SELECT ${quoted(column.id)} FROM (SELECT ${start} + ${step(sql`i`)} AS ${quoted(column.id)} FROM range(${number(BigInt(MAX_RANGE))}) AS n(i)) WHERE ${quoted(column.id)} <= ${end}`,
  };
};

function stepOf(
  node: Node,
  type: string,
  place: Parameters<TabularOperator>[2],
): (index: ReturnType<typeof number>) => ReturnType<typeof number> {
  if (type === 'datetime') {
    const ticks = lowerAs(node, 'timespan', place);
    return (index) => sql`to_microseconds((${index} * ${ticks}) // 10)`;
  }
  const step = lowerAs(node, type === 'int' ? 'int' : type === 'real' ? 'real' : 'long', place);
  return (index) => sql`${index} * ${step}`;
}
