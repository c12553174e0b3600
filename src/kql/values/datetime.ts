/** Times are microseconds since 1970, from the year 1 to the year 9999. */
const DAY = 86_400_000_000n;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AaPp][Mm]))?`;
const ZONE = String.raw`(?:\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?`;
const ISO = new RegExp(String.raw`^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ]\s*${CLOCK}${ZONE})?)?Z?$`, 'i');
const AMERICAN = new RegExp(String.raw`^(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?:[T ]\s*${CLOCK}${ZONE})?$`, 'i');
const NAMED = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]{0,6}[ -](\d{4}|\d{2})(?:\s+${CLOCK}${ZONE})?$`,
  'i',
);

/** A text as a time: ISO 8601, RFC 822, RFC 850, or month, day and year; undefined for another one. */
export function parseDatetime(written: string): bigint | undefined {
  const text = written.trim();
  if (text.length > 64) return undefined;
  const iso = ISO.exec(text);
  if (iso !== null) return timeOf(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 1), iso.slice(4));
  const american = AMERICAN.exec(text);
  if (american !== null)
    return timeOf(Number(american[4]), Number(american[1]), Number(american[3]), american.slice(5));
  const named = NAMED.exec(text);
  if (named === null) return undefined;
  const month = MONTHS.indexOf((named[2] ?? '').toLowerCase()) + 1;
  return month === 0 ? undefined : timeOf(fullYear(named[3] ?? ''), month, Number(named[1]), named.slice(4));
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

/** `clock`: hour, minute, second, fraction, AM or PM, zone; any of them may be missing. */
function timeOf(year: number, month: number, day: number, clock: readonly (string | undefined)[]): bigint | undefined {
  const date = dateOf(year, month, day);
  const [hours = '0', minutes = '0', seconds = '0', fraction = '', half, zone] = clock;
  const hour = hourOf(Number(hours), half?.toLowerCase());
  if (date === undefined || hour === undefined || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const inDay = BigInt((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000_000n;
  return date + inDay + BigInt(fraction.slice(0, 6).padEnd(6, '0')) - offsetOf(zone);
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour > 23 ? undefined : hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function offsetOf(zone: string | undefined): bigint {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return 0n;
  const offset = BigInt(Number(hours) * 60 + Number(minutes)) * 60_000_000n;
  return sign === '-' ? -offset : offset;
}

/** Midnight of a day; undefined if there is no such day. */
export function dateOf(year: number, month: number, day: number): bigint | undefined {
  if (year < 1 || year > 9999) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isSame ? BigInt(date.getTime()) * 1000n : undefined;
}

/** The fields of a time, and what is left below the second, in ticks of 100 nanoseconds. */
export function fieldsOf(time: bigint) {
  const inDay = ((time % DAY) + DAY) % DAY;
  const date = new Date(Number((time - inDay) / 1000n));
  const seconds = Number(inDay / 1_000_000n);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    ticks: Number(inDay % 1_000_000n) * 10,
  };
}

/** A time as KQL writes it: `2024-01-01T00:00:00.0000000Z`. */
export function datetimeText(time: bigint): string {
  const { year, month, day, hour, minute, second, ticks } = fieldsOf(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}.${String(ticks).padStart(7, '0')}Z`;
}
