import type { TimePart } from '../sigma/ir.ts';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** A part of an RFC 3339 date, in UTC; undefined if the text is no such date. */
export function timePartOf(part: TimePart, text: string): number | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const date = new Date(text.toUpperCase());
  return Number.isNaN(date.getTime()) ? undefined : partOf(part, date);
}

function partOf(part: TimePart, date: Date): number {
  switch (part) {
    case 'minute':
      return date.getUTCMinutes();
    case 'hour':
      return date.getUTCHours();
    case 'day':
      return date.getUTCDate();
    case 'week':
      return weekOf(date);
    case 'month':
      return date.getUTCMonth() + 1;
    case 'year':
      return date.getUTCFullYear();
  }
}

const DAY = 86_400_000;

/** The week of ISO 8601: weeks start on Monday, and belong to the year that their Thursday is in. */
function weekOf(date: Date): number {
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(date.getTime() + (3 - sinceMonday) * DAY);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday.getTime() - newYear) / (7 * DAY));
}
