import { lowerAs, lowerScalar } from '../lower/recurse.ts';
import { typeNamed } from '../lower/types.ts';
import { type KqlType, LISTED, type Relation } from '../plan.ts';
import { literal, number, name as quoted, sql } from '../sql.ts';
import { type Node, nameOf, part, parts } from '../syntax.ts';
import { boundColumns, columnsNamed, computed, type TabularOperator } from './operator.ts';

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

/** Refused: no query reaches the network or a file. */
export const externaldata: TabularOperator = (node, _, place) => {
  place.context.refuse(node, 'externaldata (a query here reaches neither the network nor files)');
  return { kind: 'values', columns: columnsNamed(boundColumns(node), place), rows: [] };
};

/** A row for each column of a table. */
export const getschema: TabularOperator = (node, input, place) => {
  const columns = boundColumns(node).map(({ name, type }) => place.context.column(name, typeNamed(type)));
  const rows = input.columns.map(({ name, type }, at) => [
    literal(name),
    number(BigInt(at)),
    literal(NET_TYPES[type]),
    literal(type),
  ]);
  return { kind: 'values', columns, rows };
};

const NET_TYPES: Readonly<Record<KqlType, string>> = {
  string: 'System.String',
  long: 'System.Int64',
  int: 'System.Int32',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  bool: 'System.SByte',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  dynamic: 'System.Object',
  guid: 'System.Guid',
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
    order: [LISTED],
    sql: () =>
      sql`SELECT ${quoted(column.id)}, ${quoted(LISTED.id)} FROM (SELECT ${start} + ${step(sql`i`)} AS ${quoted(column.id)}, i AS ${quoted(LISTED.id)} FROM range(${number(BigInt(MAX_RANGE))}) AS n(i)) WHERE ${quoted(column.id)} <= ${end}`,
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
