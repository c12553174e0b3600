import { timePart } from './time-part.ts';

export const day = timePart('day', 'The field is a date, and its day of the month, in UTC, is the value.', {
  lowest: 1,
  highest: 31,
});
