import type { Typed } from '../plan.ts';
import { literal, number, sql } from '../sql.ts';
import { kindOf, literalOf, type Node, textOf } from '../syntax.ts';
import { parseDatetime } from '../values/datetime.ts';
import type { Context } from './context.ts';

/** A literal of the language as a value; undefined if the node is none. */
export function lowerLiteral(node: Node, context: Context): Typed | undefined {
  return LITERALS[kindOf(node)]?.(node, context);
}

const LITERALS: Readonly<Record<string, (node: Node, context: Context) => Typed>> = {
  StringLiteralExpression: (node) => ({ type: 'string', sql: literal(String(literalOf(node))) }),
  CompoundStringLiteralExpression: (node) => ({ type: 'string', sql: literal(String(literalOf(node))) }),
  LongLiteralExpression: (node) => whole(node, 'long'),
  IntLiteralExpression: (node) => whole(node, 'int'),
  RealLiteralExpression: (node) => ({
    type: 'real',
    sql: isNull(node) ? sql`NULL::DOUBLE` : number(realOf(node)),
  }),
  DecimalLiteralExpression: (node) => ({
    type: 'decimal',
    sql: isNull(node) ? sql`NULL::DECIMAL(38, 17)` : sql`CAST(${literal(inParentheses(node))} AS DECIMAL(38, 17))`,
  }),
  BooleanLiteralExpression: (node) => ({
    type: 'bool',
    sql: isNull(node) ? sql`NULL::BOOLEAN` : /true|1/i.test(textOf(node)) ? sql`true` : sql`false`,
  }),
  DateTimeLiteralExpression: (node, context) => dateTime(node, context),
  TimespanLiteralExpression: (node, context) => timespan(node, context),
  GuidLiteralExpression: (node) => ({
    type: 'guid',
    sql: isNull(node) ? sql`NULL::UUID` : sql`TRY_CAST(${literal(inParentheses(node))} AS UUID)`,
  }),
};

/** `real(nan)`, `real(+inf)` and `real(-inf)` too. */
function realOf(node: Node): number {
  const text = inParentheses(node).toLowerCase();
  if (text === 'nan') return Number.NaN;
  if (/^[-+]?inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(literalOf(node));
}

function isNull(node: Node): boolean {
  return /\(\s*null\s*\)$/i.test(textOf(node));
}

function whole(node: Node, type: 'long' | 'int'): Typed {
  const type_ = type === 'long' ? sql`BIGINT` : sql`INTEGER`;
  if (isNull(node)) return { type, sql: sql`NULL::${type_}` };
  return { type, sql: sql`CAST(${number(BigInt(inParentheses(node)))} AS ${type_})` };
}

/** What stands in `long(…)`, or the whole text. */
function inParentheses(node: Node): string {
  const [, inner] = /^\w+\(\s*(.*?)\s*\)$/s.exec(textOf(node)) ?? [];
  return (inner ?? textOf(node)).replace(/^["']|["']$/g, '');
}

function dateTime(node: Node, context: Context): Typed {
  const text = inParentheses(node);
  if (/^null$/i.test(text)) return { type: 'datetime', sql: sql`NULL::TIMESTAMP` };
  if (text === '') return context.refuse(node, 'datetime() without a value', 'datetime');
  const time = parseDatetime(text);
  if (time === undefined || isFinerThanMicroseconds(text))
    return context.refuse(node, `the time ${textOf(node)}`, 'datetime');
  return { type: 'datetime', sql: sql`make_timestamp(${number(time)})` };
}

/** Times have microseconds here; a seventh digit would be lost. */
function isFinerThanMicroseconds(text: string): boolean {
  return /:\d{2}[.,]\d{6}0*[1-9]/.test(text);
}

const TICKS: Readonly<Record<string, bigint>> = {
  tick: 1n,
  ticks: 1n,
  microsecond: 10n,
  microseconds: 10n,
  ms: 10_000n,
  milli: 10_000n,
  millis: 10_000n,
  millisecond: 10_000n,
  milliseconds: 10_000n,
  s: 10_000_000n,
  sec: 10_000_000n,
  second: 10_000_000n,
  seconds: 10_000_000n,
  m: 600_000_000n,
  min: 600_000_000n,
  minute: 600_000_000n,
  minutes: 600_000_000n,
  h: 36_000_000_000n,
  hr: 36_000_000_000n,
  hour: 36_000_000_000n,
  hours: 36_000_000_000n,
  d: 864_000_000_000n,
  day: 864_000_000_000n,
  days: 864_000_000_000n,
};

function timespan(node: Node, context: Context): Typed {
  const ticks = ticksOf(inParentheses(node));
  if (ticks === null) return { type: 'timespan', sql: sql`NULL::BIGINT` };
  return ticks === undefined
    ? context.refuse(node, `the timespan ${textOf(node)}`, 'timespan')
    : { type: 'timespan', sql: number(ticks) };
}

/** `1.5h`, or `[-][d.]hh:mm[:ss[.fffffff]]`, or days; null for `null`. */
export function ticksOf(text: string): bigint | null | undefined {
  if (/^null$/i.test(text)) return null;
  const [, amount, unit] = /^(-?[\d.]+)\s*([a-z]+)$/i.exec(text) ?? [];
  const size = TICKS[unit?.toLowerCase() ?? ''];
  if (amount !== undefined && size !== undefined) return scaled(amount, size);
  const [, sign, days = '0', hours, minutes, seconds = '0', fraction = ''] =
    /^(-)?(?:(\d+)(?:\.|:(?=\d+:\d+:)))?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined)
    return /^-?\d+$/.test(text) ? scaled(text, 864_000_000_000n) : undefined;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = whole * 10_000_000n + BigInt(fraction.padEnd(7, '0') || '0');
  return sign === undefined ? ticks : -ticks;
}

function scaled(amount: string, size: bigint): bigint | undefined {
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(amount)) return undefined;
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const ticks = BigInt(whole || '0') * size + (BigInt(fraction || '0') * size) / 10n ** BigInt(fraction.length);
  return amount.startsWith('-') ? -ticks : ticks;
}
