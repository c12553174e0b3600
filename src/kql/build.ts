import type { BinaryOperator, Literal, Scalar } from './ast.ts';

/** Short ways to write expressions. `and`, `or` and `not` fold what is always true or never. */

export const TRUE: Literal = { kind: 'bool', value: true };
export const FALSE: Literal = { kind: 'bool', value: false };

export function column(name: string): Scalar {
  return { kind: 'column', name };
}

export function text(value: string): Literal {
  return { kind: 'string', value };
}

export function long(value: number | bigint): Literal {
  return { kind: 'long', value: BigInt(value) };
}

/** A whole number as `long`, any other as `real`. */
export function number(value: number): Literal {
  return Number.isSafeInteger(value) ? long(value) : { kind: 'real', value };
}

export function call(name: string, ...of: readonly Scalar[]): Scalar {
  return { kind: 'call', name, of };
}

export function binary(left: Scalar, operator: BinaryOperator, right: Scalar): Scalar {
  return { kind: 'binary', operator, left, right };
}

export function allOf(parts: readonly Scalar[]): Scalar {
  return joined('and', parts, true);
}

export function anyOf(parts: readonly Scalar[]): Scalar {
  return joined('or', parts, false);
}

export function negated(of: Scalar): Scalar {
  const known = constantOf(of);
  if (known !== undefined) return known ? FALSE : TRUE;
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

/** Whether an expression is always true or never; undefined if that depends on the row. */
export function constantOf(expression: Scalar): boolean | undefined {
  if (expression.kind === 'bool') return expression.value;
  return expression.kind === 'from' ? constantOf(expression.of) : undefined;
}

/** `neutral` changes nothing among the parts, and its opposite decides alone. */
function joined(kind: 'and' | 'or', parts: readonly Scalar[], neutral: boolean): Scalar {
  if (parts.some((part) => constantOf(part) === !neutral)) return neutral ? FALSE : TRUE;
  const open = parts.filter((part) => constantOf(part) === undefined);
  const [first] = open;
  if (first === undefined) return neutral ? TRUE : FALSE;
  return open.length === 1 ? first : { kind, of: open };
}
