import type { ColumnType, Named, Operator, Query, Scalar } from '../../kql/ast.ts';
import { binary, call, column } from '../../kql/build.ts';

/** Short ways to write operators and expressions of correlations. */

export function named(columns: Readonly<Record<string, Scalar>>): readonly Named[] {
  return Object.entries(columns).map(([name, of]) => ({ name, of }));
}

/** Columns under their own names. */
export function same(names: readonly string[]): readonly Named[] {
  return names.map((name) => ({ name, of: column(name) }));
}

export function where(predicate: Scalar): Operator {
  return { kind: 'where', predicate };
}

export function extend(columns: Readonly<Record<string, Scalar>>): Operator {
  return { kind: 'extend', columns: named(columns) };
}

export function project(...columns: readonly Named[]): Operator {
  return { kind: 'project', columns };
}

export function sortBy(names: readonly string[], order: 'asc' | 'desc' = 'asc'): Operator {
  return { kind: 'sort', by: names.map((name) => ({ of: column(name), order })) };
}

export function expand(item: string, of: Scalar, type: ColumnType): Operator {
  return { kind: 'mv-expand', item, of, type };
}

export function innerJoin(right: Query, on: readonly string[]): Operator {
  return { kind: 'join', flavor: 'inner', right, on };
}

/** The rows of what has a name, and what is done with them. */
export function from(name: string, ...operators: readonly Operator[]): Query {
  return { comments: [], lets: [], source: { kind: 'table', name }, operators };
}

export function iff(condition: Scalar, yes: Scalar, no: Scalar): Scalar {
  return call('iff', condition, yes, no);
}

/** A length of time, in milliseconds. */
export function lasting(millis: number): Scalar {
  return { kind: 'timespan', value: millis };
}

export function minus(left: Scalar, right: Scalar): Scalar {
  return binary(left, '-', right);
}

/** The largest of one or more values. */
export function largest(values: readonly Scalar[]): Scalar {
  const [only, ...more] = values;
  if (only === undefined) throw new Error('the largest of nothing');
  return more.length === 0 ? only : call('max_of', ...values);
}

/** Values joined in pairs of pairs, so that no parser has to go deep. */
export function sumOf(values: readonly Scalar[]): Scalar {
  const [only, ...more] = values;
  if (only === undefined) throw new Error('the sum of nothing');
  if (more.length === 0) return only;
  const half = values.length >> 1;
  return binary(sumOf(values.slice(0, half)), '+', sumOf(values.slice(half)));
}
