import type { BinaryOperator, ListOperator } from '../../src/kql/ast.ts';
import { fold } from '../../src/match/fold.ts';
import { findRegex } from './regex.ts';
import { asNumber, asText, bool, isNull, KqlError, long, real, unwrapped, type Value } from './value.ts';

type Binary = (left: Value, right: Value) => Value;

/** Letter case is folded as everywhere here (`src/match/fold.ts`); Kusto's own folding beyond ASCII is not published. */
export const binaryOperators: Readonly<Record<BinaryOperator, Binary>> = {
  '==': (left, right) => equality(left, right, true),
  '!=': (left, right) => equality(left, right, false),
  '=~': onTexts((value, other) => fold(value) === fold(other)),
  '<': ordering((value, other) => value < other),
  '<=': ordering((value, other) => value <= other),
  '>': ordering((value, other) => value > other),
  '>=': ordering((value, other) => value >= other),
  '+': arithmetic(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  '-': arithmetic(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  '*': arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  '/': arithmetic(
    (a, b) => (b === 0n ? null : a / b),
    (a, b) => a / b,
  ),
  has: onTexts((value, other) => hasTerm(fold(value), fold(other))),
  has_cs: onTexts(hasTerm),
  contains: onTexts((value, other) => fold(value).includes(fold(other))),
  contains_cs: onTexts((value, other) => value.includes(other)),
  startswith: onTexts((value, other) => fold(value).startsWith(fold(other))),
  startswith_cs: onTexts((value, other) => value.startsWith(other)),
  endswith: onTexts((value, other) => fold(value).endsWith(fold(other))),
  endswith_cs: onTexts((value, other) => value.endsWith(other)),
  'matches regex': onTexts((value, pattern) => findRegex(pattern, value) !== undefined),
};

export const listOperators: Readonly<Record<ListOperator, (value: Value, list: readonly Value[]) => Value>> = {
  in: (value, list) => bool(list.some((each) => equality(value, each, true).value === true)),
  'in~': onText((value, list) => list.some((each) => fold(each) === fold(value))),
  has_any: onText((value, list) => list.some((each) => hasTerm(fold(value), fold(each)))),
  has_all: onText((value, list) => list.every((each) => hasTerm(fold(value), fold(each)))),
};

function onTexts(test: (left: string, right: string) => boolean): Binary {
  return (left, right) => bool(test(asText(left), asText(right)));
}

function onText(test: (value: string, list: readonly string[]) => boolean) {
  return (value: Value, list: readonly Value[]) => bool(test(asText(value), list.map(asText)));
}

/** Two nulls are neither equal nor unequal; a null equals nothing else. */
function equality(left: Value, right: Value, wanted: boolean): Value {
  if (isNull(left) && isNull(right)) return bool(null);
  if (isNull(left) || isNull(right)) return bool(!wanted);
  const [a, b] = [unwrapped(left), unwrapped(right)];
  if (a.type === 'string' || b.type === 'string') {
    if (a.type !== b.type) throw new KqlError(`${a.type} is compared with ${b.type}`);
    return bool((a.value === b.value) === wanted);
  }
  if (a.type === 'bool' && b.type === 'bool') return bool((a.value === b.value) === wanted);
  if (a.type === 'long' && b.type === 'long') return bool((a.value === b.value) === wanted);
  return bool((asNumber(a) === asNumber(b)) === wanted);
}

/** With a null nothing can be said. */
function ordering(test: (left: number | bigint, right: number | bigint) => boolean): Binary {
  return (left, right) => {
    if (isNull(left) || isNull(right)) return bool(null);
    const [a, b] = [unwrapped(left), unwrapped(right)];
    if (a.type === 'long' && b.type === 'long' && a.value !== null && b.value !== null)
      return bool(test(a.value, b.value));
    const [x, y] = [asNumber(a), asNumber(b)];
    return bool(x === null || y === null ? null : test(x, y));
  };
}

function arithmetic(whole: (a: bigint, b: bigint) => bigint | null, broken: (a: number, b: number) => number): Binary {
  return (left, right) => {
    const [a, b] = [unwrapped(left), unwrapped(right)];
    const type = resultType(a.type, b.type);
    if (type === 'long' && a.type === 'long' && b.type === 'long')
      return long(a.value === null || b.value === null ? null : whole(a.value, b.value));
    const [x, y] = [asNumber(a), asNumber(b)];
    const value = x === null || y === null ? null : broken(x, y);
    return type === 'long' ? real(value) : { type, value };
  };
}

function resultType(left: Value['type'], right: Value['type']): 'long' | 'real' | 'datetime' | 'timespan' {
  const types = [left, right];
  if (left === 'datetime' && right === 'datetime') return 'timespan';
  if (types.includes('datetime')) return 'datetime';
  if (types.includes('timespan')) return 'timespan';
  if (types.every((type) => type === 'long')) return 'long';
  if (types.every((type) => type === 'long' || type === 'real')) return 'real';
  throw new KqlError(`no arithmetic with ${left} and ${right}`);
}

const ALPHANUMERIC = /[\p{L}\p{N}]/u;

/** Whether a text holds another one whose ends are not inside of a longer run of letters and digits. */
function hasTerm(text: string, term: string): boolean {
  if (term === '') return true;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const end = at + term.length;
    if (isBoundary(text, at) && isBoundary(text, end)) return true;
  }
  return false;
}

/** Whether the characters on both sides of an offset are not both letters or digits. */
function isBoundary(text: string, at: number): boolean {
  const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? '';
  const after = Array.from(text.slice(at, at + 2)).at(0) ?? '';
  return !ALPHANUMERIC.test(before) || !ALPHANUMERIC.test(after);
}
