const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Milliseconds since 1970 of `2026-11-24`, `2026-11-24T09:00:00Z`, or a time with an offset; without one it is UTC, and
 * a date alone is its midnight. Undefined for anything else, also for a day that the calendar does not have.
 */
export function parseTime(text: string): number | undefined {
  const [matched, year, month, day, minutes = '00:00', seconds = ':00', zone = 'Z'] = FORM.exec(text) ?? [];
  if (matched === undefined || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const offset = zone.toUpperCase().replace(/^(...)(\d\d)$/, '$1:$2');
  const time = Date.parse(`${year}-${month}-${day}T${minutes}${seconds}${offset}`);
  return Number.isNaN(time) ? undefined : time;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
