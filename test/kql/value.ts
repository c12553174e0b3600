import type { Json } from '../../src/kql/ast.ts';

/**
 * A value of KQL. Every type but `string` has a null; times are milliseconds since 1970, lengths of time milliseconds.
 * A column of type `int` holds a `long` here.
 */
export type Value =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean | null }
  | { readonly type: 'long'; readonly value: bigint | null }
  | { readonly type: 'real' | 'datetime' | 'timespan'; readonly value: number | null }
  | { readonly type: 'dynamic'; readonly value: Json };

export function string(value: string): Value {
  return { type: 'string', value };
}

export function bool(value: boolean | null): Value {
  return { type: 'bool', value };
}

export function long(value: bigint | number | null): Value {
  return { type: 'long', value: value === null ? null : BigInt.asIntN(64, BigInt(value)) };
}

export function real(value: number | null): Value {
  return { type: 'real', value };
}

export function datetime(value: number | null): Value {
  return { type: 'datetime', value };
}

export function dynamic(value: Json): Value {
  return { type: 'dynamic', value };
}

export function isNull(value: Value): boolean {
  return value.value === null;
}

/** A dynamic value that holds a text, a number or a truth, as such. */
export function unwrapped(value: Value): Value {
  if (value.type !== 'dynamic') return value;
  if (typeof value.value === 'string') return string(value.value);
  if (typeof value.value === 'boolean') return bool(value.value);
  if (typeof value.value === 'number') return Number.isSafeInteger(value.value) ? long(value.value) : real(value.value);
  return value;
}

/** As `tostring` gives it; null is the empty string. */
export function textOf(value: Value): string {
  if (value.value === null) return '';
  switch (value.type) {
    case 'string':
      return value.value;
    case 'bool':
    case 'long':
    case 'real':
      return String(value.value);
    case 'datetime':
      return new Date(value.value).toISOString().replace('Z', '0000Z');
    case 'timespan':
      throw new KqlError('the text of a timespan is not needed here');
    case 'dynamic':
      return typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
  }
}

/** An operand that must be a string. */
export function asText(value: Value): string {
  const plain = unwrapped(value);
  if (plain.type === 'string') return plain.value;
  if (value.type === 'dynamic' && value.value === null) return '';
  throw new KqlError(`a string is expected, not ${value.type}`);
}

/** A number, time or length of time; null if it is null. */
export function asNumber(value: Value): number | null {
  const plain = unwrapped(value);
  if (plain.type === 'long') return plain.value === null ? null : Number(plain.value);
  if (plain.type === 'real' || plain.type === 'datetime' || plain.type === 'timespan') return plain.value;
  if (plain.type === 'dynamic' && plain.value === null) return null;
  throw new KqlError(`a number is expected, not ${value.type}`);
}

export function asTruth(value: Value): boolean | null {
  const plain = unwrapped(value);
  if (plain.type === 'bool') return plain.value;
  throw new KqlError(`a truth is expected, not ${value.type}`);
}

/** What the engine would refuse, or what these tests do not know. */
export class KqlError extends Error {}
