import type { Let, Named, Operator, Query, Scalar } from '../../src/kql/ast.ts';
import { columnsUsed } from '../../src/kql/used-columns.ts';
import { aggregates } from './aggregates.ts';
import { evaluate, type Row, satisfies } from './evaluate-scalar.ts';
import { KqlError, long, string, textOf, type Value } from './value.ts';

/** Tables by name. Every row of a table has the same columns. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** The rows of a query over tables, by the documented meaning of its operators; plain, for queries like ours. */
export function rowsOfQuery(query: Query, tables: Tables): readonly Row[] {
  const known = query.lets.reduce(withLet, tables);
  const rows = known[query.source.name];
  if (query.source.kind !== 'table' || rows === undefined) throw new KqlError(`no table ${query.source.name}`);
  return query.operators.reduce<readonly Row[]>((each, operator) => apply(operator, each, known), rows);
}

/** A named value is kept as a table of one row, from which `constants` puts it into all rows. */
function withLet(tables: Tables, each: Let): Tables {
  if (each.kind === 'query') return { ...tables, [each.name]: rowsOfQuery(each.query, tables) };
  return { ...tables, [CONSTANTS]: [{ ...tables[CONSTANTS]?.[0], [each.name]: evaluate(each.of, {}) }] };
}

const CONSTANTS = ' constants';

function apply(operator: Operator, rows: readonly Row[], tables: Tables): readonly Row[] {
  const constants = tables[CONSTANTS]?.[0] ?? {};
  const of = (expression: Scalar, row: Row): Value => evaluate(expression, { ...constants, ...row });
  switch (operator.kind) {
    case 'where':
      return rows.filter((row) => satisfies(operator.predicate, { ...constants, ...row }));
    case 'extend':
      return rows.map((row) => ({ ...row, ...named(operator.columns, (each) => of(each, row)) }));
    case 'project':
      return rows.map((row) => named(operator.columns, (each) => of(each, row)));
    case 'project-away':
      return rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !operator.names.includes(name))),
      );
    case 'summarize':
      return summarize(operator, rows);
    case 'join':
      return join(operator, rows, rowsOfQuery(operator.right, tables), namesOf(operator.right));
    case 'union':
      return union([rows, ...operator.of.map((query) => rowsOfQuery(query, tables))]);
    default:
      throw new KqlError(`${operator.kind} is not evaluated here`);
  }
}

function named(columns: readonly Named[], of: (expression: Scalar) => Value): Row {
  return Object.fromEntries(columns.map(({ name, of: expression }) => [name, of(expression)]));
}

function summarize({ columns, by }: Operator & { kind: 'summarize' }, rows: readonly Row[]): readonly Row[] {
  const groups = Map.groupBy(rows, (row) => keyOf(Object.values(named(by, (each) => evaluate(each, row)))));
  return [...groups.values()].map((group) => {
    const [first = {}] = group;
    const found = columns.map((column) => aggregate(column, group));
    return Object.assign(
      named(by, (each) => evaluate(each, first)),
      ...found,
    ) as Row;
  });
}

function aggregate({ name, of }: Named, rows: readonly Row[]): Row {
  if (of.kind !== 'call' || !Object.hasOwn(aggregates, of.name)) throw new KqlError(`no aggregate for ${name}`);
  const found = aggregates[of.name]?.(of.of, rows) ?? {};
  return Object.fromEntries(Object.entries(found).map(([each, value]) => [each === '' ? name : each, value]));
}

/** The columns of the right side that the left one has too get a digit at their end. */
function join(
  { flavor, on }: Operator & { kind: 'join' },
  left: readonly Row[],
  right: readonly Row[],
  names: readonly string[],
): readonly Row[] {
  if (flavor !== 'inner' && flavor !== 'leftouter') throw new KqlError(`join of kind ${flavor}`);
  const byKey = Map.groupBy(right, (row) => keyOf(on.map((name) => cell(row, name))));
  const empty = right.length > 0 ? emptied(right) : Object.fromEntries(names.map((name) => [name, string('')]));
  return left.flatMap((row) => {
    const found = byKey.get(keyOf(on.map((name) => cell(row, name)))) ?? [];
    const others = found.length === 0 && flavor === 'leftouter' ? [empty] : found;
    return others.map((other) => ({
      ...row,
      ...Object.fromEntries(
        Object.entries(other).map(([name, value]) => [Object.hasOwn(row, name) ? `${name}1` : name, value]),
      ),
    }));
  });
}

/** The columns that a query gives, as far as its last operators say so: they are there also where no row is. */
function namesOf({ operators }: Query): readonly string[] {
  const last = operators.findLast(({ kind }) => kind === 'project' || kind === 'summarize');
  if (last?.kind !== 'project' && last?.kind !== 'summarize') return [];
  const by = last.kind === 'summarize' ? last.by : [];
  return [...by, ...last.columns].flatMap(({ name, of }) => [name, ...(isArgMax(of) ? columnsUsed(of).slice(1) : [])]);
}

function isArgMax(of: Scalar): boolean {
  return of.kind === 'call' && of.name === 'arg_max';
}

/** All columns of all sides; where a side lacks one it is empty. */
function union(sides: readonly (readonly Row[])[]): readonly Row[] {
  const empty = Object.assign({}, ...sides.map(emptied).toReversed()) as Row;
  return sides.flatMap((rows) => rows.map((row) => ({ ...empty, ...row })));
}

/** A row of these columns without values. */
function emptied(rows: readonly Row[]): Row {
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, empty(value)]));
}

function empty(value: Value): Value {
  if (value.type === 'string') return string('');
  return value.type === 'long' ? long(null) : ({ ...value, value: null } as Value);
}

function cell(row: Row, name: string): Value {
  const value = row[name];
  if (value === undefined) throw new KqlError(`no column ${name}`);
  return value;
}

function keyOf(values: readonly Value[]): string {
  return JSON.stringify(values.map((value) => [value.type, textOf(value)]));
}
