import { timePart } from './time-part.ts';

export const week = timePart(
  'week',
  'The field is a date, and its week of the year (ISO 8601), in UTC, is the value.',
  { lowest: 1, highest: 53 },
);
