import type { Scalar } from '../../../src/kql/ast.ts';
import { evaluate, type Row } from '../evaluate-scalar.ts';
import type { Value } from '../value.ts';

type Call = Scalar & { readonly kind: 'call' };

/** What a call means beyond its row, or of functions that only correlations use; undefined for all other calls. */
export type Special = (call: Call, of: (expression: Scalar) => Value) => Value | undefined;

/** An expression's value for a row, where some calls, and the properties of some name, have a meaning of their own. */
export function evaluateWith(
  expression: Scalar,
  row: Row,
  special: Special,
  members: Readonly<Record<string, Row>> = {},
): Value {
  const values: Record<string, Value> = {};
  const put = (value: Value): Scalar => {
    const name = ` ${Object.keys(values).length}`;
    values[name] = value;
    return { kind: 'column', name };
  };
  const of = (inner: Scalar): Value => evaluateWith(inner, row, special, members);
  const replaced = mapped(expression, (each) => {
    if (each.kind === 'call') {
      const value = special(each, of);
      return value === undefined ? undefined : put(value);
    }
    if (each.kind !== 'member' || each.of.kind !== 'column') return undefined;
    const value = members[each.of.name]?.[each.name];
    return value === undefined ? undefined : put(value);
  });
  return evaluate(replaced, Object.keys(values).length === 0 ? row : { ...row, ...values });
}

/** The expression with those parts replaced for which there is something else. */
function mapped(expression: Scalar, other: (each: Scalar) => Scalar | undefined): Scalar {
  const found = other(expression);
  if (found !== undefined) return found;
  const inner = (each: Scalar): Scalar => mapped(each, other);
  switch (expression.kind) {
    case 'member':
    case 'not':
    case 'from':
      return { ...expression, of: inner(expression.of) };
    case 'element':
      return { ...expression, of: inner(expression.of), at: inner(expression.at) };
    case 'call':
    case 'and':
    case 'or':
      return { ...expression, of: expression.of.map(inner) };
    case 'binary':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'among':
      return { ...expression, value: inner(expression.value) };
    default:
      return expression;
  }
}
