import type { Json } from './ast.ts';
import type { KqlType } from './plan.ts';

/** A cell as DuckDB's JSON has it → the value as JSON has it: whole numbers beyond 2^53, times and spans are text. */
export function presentCell(type: KqlType, cell: string | number | boolean | null): Json {
  if (cell === null) return type === 'string' ? '' : null;
  switch (type) {
    case 'long':
    case 'int':
      return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
    case 'real':
      return presentReal(cell);
    case 'datetime':
      return presentTime(String(cell));
    case 'timespan':
      return presentTicks(BigInt(String(cell)));
    case 'dynamic':
      return JSON.parse(String(cell)) as Json;
    case 'bool':
      return cell === true || cell === 'true';
    case 'string':
    case 'guid':
    case 'decimal':
      return String(cell);
  }
}

/** JSON has no words for what is no number. */
function presentReal(cell: string | number | boolean): Json {
  const value = Number(String(cell).replace(/^(-?)inf(inity)?$/i, '$1Infinity'));
  return Number.isFinite(value) ? value : String(value);
}

/** `2026-01-02 03:04:05.678901` → RFC 3339 with the seven digits of Kusto. */
function presentTime(text: string): string {
  const [day = '', time = '00:00:00'] = text.split(' ');
  const [whole = '', fraction = ''] = time.split('.');
  return `${day}T${whole}.${fraction.padEnd(7, '0')}Z`;
}

const SECOND = 10_000_000n;
const DAY = 86_400n * SECOND;

/** Ticks of 100 nanoseconds as `[-][d.]hh:mm:ss[.fffffff]`. */
export function presentTicks(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / DAY;
  const seconds = (size % DAY) / SECOND;
  const fraction = size % SECOND;
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  const tail = fraction === 0n ? '' : `.${String(fraction).padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${tail}`;
}
