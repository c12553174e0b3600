import { timePart } from './time-part.ts';

export const year = timePart('year', 'The field is a date, and its year, in UTC, is the value.', {
  lowest: 1,
  highest: 9999,
});
