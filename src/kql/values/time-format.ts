import { fieldsOf } from './datetime.ts';

/** The parts of a format: runs of one letter, and what stands between them. Undefined for a letter it can't have. */
export function formatParts(format: string, letters: RegExp): readonly string[] | undefined {
  const parts = format.match(/([A-Za-z])\1*|[^A-Za-z]/g) ?? [];
  return parts.every((each) => letters.test(each) || /^[ /\-:,._[\]]$/.test(each)) ? parts : undefined;
}

export const DATETIME_LETTERS = /^(?:d{1,2}|f{1,7}|F{1,7}|h{1,2}|H{1,2}|m{1,2}|M{1,2}|s{1,2}|tt|yy|yyyy)$/;
export const TIMESPAN_LETTERS = /^(?:d{1,8}|f{1,7}|F{1,7}|h{1,2}|H{1,2}|m{1,2}|s{1,2})$/;

/** `format_datetime`; null where the format is none. */
export function formatDatetime(time: bigint, format: string): string | null {
  const parts = formatParts(format, DATETIME_LETTERS);
  if (parts === undefined) return null;
  const at = fieldsOf(time);
  const values: Readonly<Record<string, number>> = {
    d: at.day,
    h: at.hour % 12 === 0 ? 12 : at.hour % 12,
    H: at.hour,
    m: at.minute,
    M: at.month,
    s: at.second,
    y: at.year,
  };
  return parts.map((part) => (part === 'tt' ? (at.hour < 12 ? 'AM' : 'PM') : piece(part, values, at.ticks))).join('');
}

/** `format_timespan`, of its size. */
export function formatTimespan(span: bigint, format: string): string | null {
  const parts = formatParts(format, TIMESPAN_LETTERS);
  if (parts === undefined) return null;
  const size = span < 0n ? -span : span;
  const seconds = size / 10_000_000n;
  const hours = Number((seconds / 3600n) % 24n);
  const values: Readonly<Record<string, number>> = {
    d: Number(seconds / 86_400n),
    h: hours,
    H: hours,
    m: Number((seconds / 60n) % 60n),
    s: Number(seconds % 60n),
  };
  return parts.map((part) => piece(part, values, Number(size % 10_000_000n))).join('');
}

function piece(part: string, values: Readonly<Record<string, number>>, ticks: number): string {
  const letter = part[0] ?? '';
  const fraction = String(ticks).padStart(7, '0').slice(0, part.length);
  if (letter === 'f') return fraction;
  if (letter === 'F') return fraction.replace(/0+$/, '');
  const value = values[letter];
  if (value === undefined) return part;
  const digits = part === 'yy' ? value % 100 : value;
  return String(digits).padStart(part.length, '0');
}
