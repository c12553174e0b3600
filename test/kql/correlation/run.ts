import type { Named, Operator, Query } from '../../../src/kql/ast.ts';
import type { Row } from '../evaluate-scalar.ts';
import { rowsOf } from '../run-query.ts';
import { asNumber, asTruth, datetime, KqlError, textOf, type Value } from '../value.ts';
import { aggregated, plain, windowed } from './functions.ts';
import { evaluateWith, type Special } from './replace.ts';

/**
 * Runs the queries of correlations over tables, operator by operator, after the documentation of each: plain and slow, to be
 * the other opinion in tests. Where the documentation promises no order of rows they come in the reverse of the likely one,
 * and functions over the rows before are an error there.
 */
export function run(query: Query, tables: Readonly<Record<string, readonly Row[]>>): readonly Row[] {
  const known = { ...tables };
  for (const each of query.lets) {
    if (each.kind === 'value') throw new KqlError('a value under a name is not evaluated here');
    known[each.name] = run(each.query, known);
  }
  const rows = known[query.source.name];
  if (rows === undefined) throw new KqlError(`no table ${query.source.name}`);
  const start: Rows = { rows: rows.toReversed(), isInOrder: false };
  return query.operators.reduce((before, operator) => apply(operator, before, known), start).rows;
}

interface Rows {
  readonly rows: readonly Row[];
  readonly isInOrder: boolean;
}

type Tables = Readonly<Record<string, readonly Row[]>>;

function apply(operator: Operator, before: Rows, tables: Tables): Rows {
  const { rows, isInOrder } = before;
  const special = isInOrder ? windowed(rows) : () => plain;
  const keep = (after: readonly Row[]): Rows => ({ rows: after, isInOrder });
  switch (operator.kind) {
    case 'where':
      return keep(rows.filter((row) => asTruth(evaluateWith(operator.predicate, row, plain)) === true));
    case 'extend':
      return keep(rows.map((row, at) => ({ ...row, ...named(operator.columns, row, special(at)) })));
    case 'project':
      return keep(rows.map((row) => named(operator.columns, row, plain)));
    case 'sort':
      return { rows: sorted(operator, rows), isInOrder: true };
    case 'scan':
      if (!isInOrder) throw new KqlError('scan needs rows in order');
      return disordered(scanned(operator, rows));
    case 'mv-expand':
      return keep(rows.flatMap((row) => expanded(operator, row)));
    case 'mv-apply':
    case 'project-away':
      return disordered(rows.flatMap((row) => rowsOf({ ...EACH, operators: [operator] }, row)));
    case 'summarize':
      return disordered(summarized(operator, rows, isInOrder));
    case 'join':
      return disordered(joined(operator, rows, run(operator.right, tables)));
    case 'union':
      return disordered([rows, ...operator.of.map((each) => run(each, tables))].flat().map(checked()));
    default:
      throw new KqlError(`${operator.kind} is not evaluated here`);
  }
}

/** What is done with each row by itself is evaluated as in the queries of rules. */
const EACH: Query = { comments: [], lets: [], source: { kind: 'table', name: '' }, operators: [] };

function disordered(rows: readonly Row[]): Rows {
  return { rows: rows.toReversed(), isInOrder: false };
}

/** A union of other columns would have more of them, and empty ones. */
function checked(): (row: Row) => Row {
  let columns: string | undefined;
  return (row) => {
    const own = Object.entries(row)
      .map(([name, { type }]) => `${name}: ${type}`)
      .sort()
      .join();
    columns ??= own;
    if (own !== columns) throw new KqlError(`a union of ${columns} and ${own}`);
    return row;
  };
}

function named(columns: readonly Named[], row: Row, special: Special, members?: Readonly<Record<string, Row>>): Row {
  return Object.fromEntries(columns.map(({ name, of }) => [name, evaluateWith(of, row, special, members)]));
}

function sorted({ by }: Operator & { kind: 'sort' }, rows: readonly Row[]): readonly Row[] {
  const keys = new Map(rows.map((row) => [row, by.map(({ of }) => evaluateWith(of, row, plain))]));
  return rows.toSorted((one, other) => {
    for (const [at, { order }] of by.entries()) {
      const compared = compare(keys.get(one)?.[at], keys.get(other)?.[at]);
      if (compared !== 0) return order === 'asc' ? compared : -compared;
    }
    return 0;
  });
}

function compare(one: Value | undefined, other: Value | undefined): number {
  if (one === undefined || other === undefined) throw new KqlError('nothing to compare');
  if (one.type === 'string' && other.type === 'string')
    return one.value < other.value ? -1 : Number(one.value > other.value);
  return (asNumber(one) ?? 0) - (asNumber(other) ?? 0);
}

/** One step that every row matches: its state is the row before, as it came out. */
function scanned({ declare, step, columns }: Operator & { kind: 'scan' }, rows: readonly Row[]): readonly Row[] {
  let state: Row = named(
    declare.map(({ name, initial }) => ({ name, of: initial })),
    {},
    plain,
  );
  return rows.map((row) => {
    state = { ...row, ...named(columns, row, plain, { [step]: state }) };
    return state;
  });
}

function expanded({ item, of, type }: Operator & { kind: 'mv-expand' }, row: Row): readonly Row[] {
  const { value } = evaluateWith(of, row, plain);
  if (type !== 'datetime' || !Array.isArray(value)) throw new KqlError('only lists of times are evaluated here');
  return value.map((each) => ({ ...row, [item]: datetime(Number(each)) }));
}

function summarized(
  { columns, by }: Operator & { kind: 'summarize' },
  rows: readonly Row[],
  isInOrder: boolean,
): readonly Row[] {
  const groups = Map.groupBy(rows, (row) => keyOf(Object.values(named(by, row, plain))));
  return [...groups.values()].map((group) => {
    const [first = {}] = group;
    const special = aggregated(isInOrder ? group : group.toReversed());
    return { ...named(by, first, plain), ...named(columns, {}, special) };
  });
}

/** A column of the right side that the left one has too gets a digit. */
function joined(
  { flavor, on }: Operator & { kind: 'join' },
  left: readonly Row[],
  right: readonly Row[],
): readonly Row[] {
  if (flavor !== 'inner') throw new KqlError(`join of kind ${flavor}`);
  const keyIn = (row: Row): string => keyOf(on.map((name) => row[name] ?? fail(name)));
  const byKey = Map.groupBy(right, keyIn);
  return left.flatMap((row) => (byKey.get(keyIn(row)) ?? []).map((other) => ({ ...beside(other, row), ...row })));
}

function beside(other: Row, row: Row): Row {
  return Object.fromEntries(
    Object.entries(other).map(([name, value]) => [Object.hasOwn(row, name) ? `${name}1` : name, value]),
  );
}

function fail(name: string): never {
  throw new KqlError(`no column ${name}`);
}

function keyOf(values: readonly Value[]): string {
  return JSON.stringify(values.map((value) => [value.type, textOf(value)]));
}
