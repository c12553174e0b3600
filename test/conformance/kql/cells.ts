import type { Cell } from '../../../src/duckdb/run.ts';
import { ticksOf } from '../../../src/kql/lower/literal.ts';

/** Cells as a page prints them, compared with those of a result by the type of their column. */

/** Whether a printed cell says what a cell of a result holds. `anyOrder`: the order in dynamic arrays is free. */
export function sameCell(printed: string, actual: Cell, type: string, anyOrder: boolean): boolean {
  const text = printed.trim();
  if (type === 'string') return String(actual ?? '').trim() === text;
  if (isNull(text)) return actual === null || actual === 'null';
  if (actual === null) return false;
  return (COMPARISONS[type] ?? sameText)(text, actual, anyOrder);
}

const COMPARISONS: Readonly<Record<string, (printed: string, actual: Cell, anyOrder: boolean) => boolean>> = {
  long: (printed, actual) => BigInt(printed.replaceAll(',', '')) === BigInt(String(actual)),
  int: (printed, actual) => Number(printed.replaceAll(',', '')) === Number(actual),
  real: (printed, actual) => sameNumber(realOf(printed), realOf(String(actual))),
  decimal: (printed, actual) => sameNumber(realOf(printed), realOf(String(actual))),
  bool: (printed, actual) => /^(true|1)$/i.test(printed) === actual,
  datetime: (printed, actual) => instantOf(printed) === instantOf(String(actual)),
  timespan: (printed, actual) => ticksOf(printed) === BigInt(String(actual)),
  dynamic: (printed, actual, anyOrder) =>
    sameJson(parsed(printed) ?? printed, parsed(String(actual)) ?? String(actual), anyOrder),
  guid: sameText,
};

function isNull(text: string): boolean {
  return text === '' || text === 'null' || text === '(null)';
}

function sameText(printed: string, actual: Cell): boolean {
  return printed.toLowerCase() === String(actual).toLowerCase();
}

function realOf(text: string): number {
  const plain = text.replaceAll(',', '').trim();
  if (/^-?(∞|inf(inity)?)$/i.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  return Number(plain);
}

function sameNumber(one: number, other: number): boolean {
  if (Object.is(one, other) || one === other) return true;
  return Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(one), Math.abs(other));
}

/** Ticks since 1970: a printed time may have seven digits behind the point. */
function instantOf(text: string): bigint | undefined {
  const [, time, fraction = ''] =
    /^(\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?)(?:\.(\d+))?Z?$/.exec(text.trim()) ?? [];
  if (time === undefined) return undefined;
  const iso = time.length === 10 ? `${time}T00:00` : time.replace(' ', 'T');
  return BigInt(Date.parse(`${iso}Z`)) * 10_000n + BigInt(fraction.padEnd(7, '0').slice(0, 7));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sameJson(one: unknown, other: unknown, anyOrder: boolean): boolean {
  if (typeof one === 'number' && typeof other === 'number') return sameNumber(one, other);
  if (Array.isArray(one) && Array.isArray(other)) return sameLists(one, other, anyOrder);
  if (isBag(one) && isBag(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => name in other && sameJson(one[name], other[name], anyOrder))
    );
  }
  return one === other;
}

function sameLists(one: readonly unknown[], other: readonly unknown[], anyOrder: boolean): boolean {
  if (one.length !== other.length) return false;
  if (!anyOrder) return one.every((each, at) => sameJson(each, other[at], false));
  const left = [...other];
  return one.every((each) => {
    const at = left.findIndex((candidate) => sameJson(each, candidate, true));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
}

function isBag(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
