import type { Json, Literal, Scalar } from '../../src/kql/ast.ts';
import { functions } from './functions/table.ts';
import { binaryOperators, listOperators } from './operators.ts';
import { asTruth, bool, dynamic, KqlError, long, string, type Value } from './value.ts';

/** A row: its columns by name. */
export type Row = Readonly<Record<string, Value>>;

/**
 * What an expression means for a row, by the documented meaning of KQL, as far as our queries use it: plain, to be the
 * other opinion in tests. Throws `KqlError` for what it does not know, and for `not` of a null, whose meaning the
 * documentation tells in two ways: no query of ours may depend on it.
 */
export function evaluate(expression: Scalar, row: Row): Value {
  switch (expression.kind) {
    case 'from':
      return evaluate(expression.of, row);
    case 'column':
      return columnOf(row, expression.name);
    case 'member':
      return memberOf(evaluate(expression.of, row), expression.name);
    case 'element':
      return elementOf(evaluate(expression.of, row), evaluate(expression.at, row));
    case 'call':
      return callOf(expression.name, expression.of, row);
    case 'binary':
      return binaryOperators[expression.operator](evaluate(expression.left, row), evaluate(expression.right, row));
    case 'among':
      return listOperators[expression.operator](
        evaluate(expression.value, row),
        expression.list.flatMap((each) => itemsOf(evaluate(each, row))),
      );
    case 'and':
    case 'or':
      return joined(expression.of, expression.kind === 'or', row);
    case 'not': {
      const value = asTruth(evaluate(expression.of, row));
      if (value === null) throw new KqlError('not() of a null');
      return bool(!value);
    }
    default:
      return literalValue(expression);
  }
}

/** Whether `where` keeps a row: null is not true. */
export function satisfies(predicate: Scalar, row: Row): boolean {
  return asTruth(evaluate(predicate, row)) === true;
}

/** A list stands for its items. */
function itemsOf(value: Value): readonly Value[] {
  return value.type === 'dynamic' && Array.isArray(value.value) ? value.value.map(dynamic) : [value];
}

export function literalValue(literal: Literal): Value {
  switch (literal.kind) {
    case 'string':
      return string(literal.value);
    case 'long':
      return long(literal.value);
    case 'bool':
      return bool(literal.value);
    case 'dynamic':
      return dynamic(literal.value);
    case 'real':
    case 'datetime':
    case 'timespan':
      return { type: literal.kind, value: literal.value };
  }
}

function columnOf(row: Row, name: string): Value {
  const value = Object.hasOwn(row, name) ? row[name] : undefined;
  if (value === undefined) throw new KqlError(`no column ${name}`);
  return value;
}

/** A property of a dynamic value; null if there is none. */
function memberOf(of: Value, name: string): Value {
  if (of.type !== 'dynamic') throw new KqlError(`${of.type} has no properties`);
  const { value } = of;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return dynamic(null);
  const members = value as { readonly [name: string]: typeof of.value };
  return dynamic(Object.hasOwn(members, name) ? (members[name] ?? null) : null);
}

/** Null where the list has no such element. */
function elementOf(of: Value, at: Value): Value {
  if (of.type !== 'dynamic' || at.type !== 'long') throw new KqlError(`${of.type} has no element at a ${at.type}`);
  const { value } = of;
  return dynamic(Array.isArray(value) ? ((value as readonly Json[])[Number(at.value)] ?? null) : null);
}

/** `iff`, `case` and `coalesce` ask only what they need; the other functions all. */
function callOf(name: string, of: readonly Scalar[], row: Row): Value {
  if (name === 'iff' || name === 'iif' || name === 'case') return choose(of, row);
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (known === undefined) throw new KqlError(`no function ${name}`);
  return known(of.map((each) => evaluate(each, row)));
}

/** Pairs of a condition and a value, and a last value for the rest; a null condition is not true. */
function choose(of: readonly Scalar[], row: Row): Value {
  const [condition, value, ...rest] = of;
  if (condition === undefined) throw new KqlError('nothing to choose from');
  if (value === undefined) return evaluate(condition, row);
  return satisfies(condition, row) ? evaluate(value, row) : choose(rest, row);
}

/** With `decider` among the parts the answer is that; else a null leaves it null. */
function joined(of: readonly Scalar[], decider: boolean, row: Row): Value {
  const values = of.map((each) => asTruth(evaluate(each, row)));
  if (values.includes(decider)) return bool(decider);
  return bool(values.includes(null) ? null : !decider);
}
