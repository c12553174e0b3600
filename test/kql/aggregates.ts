import type { Json, Scalar } from '../../src/kql/ast.ts';
import { evaluate, type Row, satisfies } from './evaluate-scalar.ts';
import { asNumber, dynamic, isNull, KqlError, long, string, type Value } from './value.ts';

/** What an aggregate gives over the rows of a group: its own value under the empty name, others under theirs. */
type Aggregate = (of: readonly Scalar[], rows: readonly Row[]) => Row;

export const aggregates: Readonly<Record<string, Aggregate>> = {
  count: (_, rows) => ({ '': long(rows.length) }),
  countif: ([predicate], rows) => ({ '': long(rows.filter((row) => satisfies(given(predicate), row)).length) }),
  min: ([of], rows) => ({ '': best(valuesOf(of, rows), (a, b) => a < b) }),
  max: ([of], rows) => ({ '': best(valuesOf(of, rows), (a, b) => a > b) }),
  // Any one will do: here the last, so that a query can't count on the first.
  take_anyif: ([of, predicate], rows) => ({ '': valuesOf(of, chosen(predicate, rows)).at(-1) ?? string('') }),
  make_set_if: ([of, predicate], rows) => ({ '': setOf(valuesOf(of, chosen(predicate, rows))) }),
  arg_max: ([of, ...others], rows) => {
    const [first] = rows;
    if (first === undefined) throw new KqlError('arg_max of no rows');
    const key = (row: Row): number | bigint => (evaluate(given(of), row).value as number | bigint | null) ?? -Infinity;
    const row = rows.reduce((found, each) => (key(each) > key(found) ? each : found), first);
    return {
      '': evaluate(given(of), row),
      ...Object.fromEntries(others.map((other) => [nameOf(other), evaluate(other, row)])),
    };
  },
};

function given(of: Scalar | undefined): Scalar {
  if (of === undefined) throw new KqlError('an argument is missing');
  return of;
}

function nameOf(of: Scalar): string {
  if (of.kind !== 'column') throw new KqlError('a column is expected');
  return of.name;
}

function chosen(predicate: Scalar | undefined, rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => satisfies(given(predicate), row));
}

function valuesOf(of: Scalar | undefined, rows: readonly Row[]): readonly Value[] {
  return rows.map((row) => evaluate(given(of), row));
}

/** In no order that a query could count on: the reverse of that of the rows. */
function setOf(values: readonly Value[]): Value {
  return dynamic([...new Set(values.map((value) => value.value as Json))].toReversed());
}

function best(values: readonly Value[], isBetter: (a: number | bigint, b: number | bigint) => boolean): Value {
  const known = values.filter((value) => !isNull(value));
  const [first] = known.length > 0 ? known : values;
  if (first === undefined) throw new KqlError('no rows');
  const key = (value: Value): number | bigint => (value.type === 'long' ? (value.value ?? 0) : (asNumber(value) ?? 0));
  return known.reduce((found, each) => (isBetter(key(each), key(found)) ? each : found), first);
}
