/**
 * Milliseconds since 1970 of a time as logs write it: RFC 3339 (`2026-11-24T09:00:00.123+01:00`), Kusto's text of a
 * datetime (`2026-11-24 09:00:00.1234567`, `2026-11-24T09:00:00.1234567Z`, `11/24/2026, 9:00:00.123 AM` as the portal
 * shows it, `datetime(…)` around one of them). Without an offset it is UTC. Digits beyond milliseconds are cut off.
 * @returns undefined for anything else, also for a day or an hour that does not exist
 */
export function readTime(text: string): number | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) return millisOf(iso[1], iso[2], iso[3], hoursOf(iso), iso[7], offsetOf(iso[8]));
  const portal = PORTAL.exec(text);
  if (portal !== null) return portalTime(portal);
  const literal = LITERAL.exec(text);
  return literal === null ? undefined : readTime(literal[1] ?? '');
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?)?\s?([Zz]|[+-]\d\d:?\d\d)?$/;
const PORTAL = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,12}))?(?: ([AP])M)?$/;
const LITERAL = /^datetime\(([^()]{1,64})\)$/;

type Clock = readonly [hours: number, minutes: number, seconds: number];

function hoursOf([, , , , hours = '0', minutes = '0', seconds = '0']: RegExpExecArray): Clock {
  return [Number(hours), Number(minutes), Number(seconds)];
}

function portalTime([, month, day, year, hours, minutes, seconds, fraction, half]: RegExpExecArray) {
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const whole = half === undefined ? hour : (hour % 12) + (half === 'P' ? 12 : 0);
  return millisOf(year, month, day, [whole, Number(minutes), Number(seconds)], fraction, 0);
}

function offsetOf(text = 'Z'): number {
  if (text === 'Z' || text === 'z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}

function millisOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  [hours, minutes, seconds]: Clock,
  fraction = '',
  offset: number,
): number | undefined {
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const clock = (hours * 60 + minutes) * 60_000 + seconds * 1000 + Number(`${fraction}000`.slice(0, 3));
  return date.getTime() + clock - offset;
}
