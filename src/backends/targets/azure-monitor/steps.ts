import type { Literal, Named, Operator, Scalar } from '../../../kql/ast.ts';
import { binary, call, column, long, text } from '../../../kql/build.ts';

/** The number of a session; 4294967295 stands for none. */
export const SESSION = '[0-9]{1,9}';

/** The first group of the first match; empty if there is none. */
export function first(pattern: string, of: Scalar): Scalar {
  return call('extract', text(pattern), long(1), of);
}

export function replaceAll(of: Scalar, pattern: string, rewrite: string): Scalar {
  return call('replace_regex', of, text(pattern), text(rewrite));
}

/** Steps of `replaceAll`, one after the other. */
export function replaceEach(of: Scalar, steps: readonly (readonly [string, string])[]): Scalar {
  return steps.reduce((value, [pattern, rewrite]) => replaceAll(value, pattern, rewrite), of);
}

export function matches(of: Scalar, pattern: string): Scalar {
  return binary(of, 'matches regex', text(pattern));
}

export function isOneOf(value: Scalar, list: readonly string[]): Scalar {
  const literals: readonly Literal[] = list.map(text);
  return { kind: 'among', operator: 'in', value, list: literals };
}

export function iff(condition: Scalar, yes: Scalar, no: Scalar): Scalar {
  return call('iff', condition, yes, no);
}

export function columns(of: Readonly<Record<string, Scalar>>): readonly Named[] {
  return Object.entries(of).map(([name, each]) => ({ name, of: each }));
}

export function where(predicate: Scalar): Operator {
  return { kind: 'where', predicate };
}

export function extend(of: Readonly<Record<string, Scalar>>): Operator {
  return { kind: 'extend', columns: columns(of) };
}

export function project(of: Readonly<Record<string, Scalar>>): Operator {
  return { kind: 'project', columns: columns(of) };
}

/** The same names, with what is made of each. */
export function mapped(
  of: Readonly<Record<string, Scalar>>,
  make: (name: string) => Scalar,
): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(Object.keys(of).map((name) => [name, make(name)]));
}

/** Columns under their own names. */
export function same(...names: readonly string[]): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(names.map((name) => [name, column(name)]));
}
