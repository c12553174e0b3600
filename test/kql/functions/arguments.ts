import { asNumber, asText, KqlError, unwrapped, type Value } from '../value.ts';

export function given(value: Value | undefined): Value {
  if (value === undefined) throw new KqlError('an argument is missing');
  return value;
}

export function text(value: Value | undefined): string {
  return asText(given(value));
}

export function count(value: Value | undefined): number {
  const number = asNumber(given(value));
  if (number === null) throw new KqlError('a number is missing');
  return number;
}

/** Decimal digits or `0x` and hexadecimal ones; anything else is null. */
export function wholeOf(value: Value): bigint | null {
  const plain = unwrapped(value);
  if (plain.type === 'long') return plain.value;
  if (plain.type === 'bool') return plain.value === null ? null : BigInt(plain.value);
  if (plain.type === 'string')
    return /^(?:-?\d{1,19}|0[xX][0-9A-Fa-f]{1,16})$/.test(plain.value) ? BigInt(plain.value) : null;
  const number = asNumber(plain);
  return number === null ? null : BigInt(Math.trunc(number));
}

export function numberOf(value: Value): number | null {
  const plain = unwrapped(value);
  if (plain.type !== 'string') return asNumber(plain);
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(plain.value) ? Number(plain.value) : null;
}

export function truthOf(value: Value): boolean | null {
  const plain = unwrapped(value);
  if (plain.type === 'bool') return plain.value;
  if (plain.type === 'long') return plain.value === null ? null : plain.value !== 0n;
  if (plain.type !== 'string') return null;
  const known: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
  return known[plain.value.toLowerCase()] ?? null;
}

/** Without a zone it is UTC. */
export function timeOf(value: Value): number | null {
  const plain = unwrapped(value);
  if (plain.type === 'datetime') return plain.value;
  if (plain.type !== 'string' || !/^\d{4}-\d\d-\d\d/.test(plain.value)) return null;
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/i.test(plain.value);
  const time = Date.parse(hasZone ? plain.value.toUpperCase() : `${plain.value.replace(' ', 'T')}Z`);
  return Number.isNaN(time) ? null : time;
}
