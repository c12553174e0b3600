import { timePart } from './time-part.ts';

export const minute = timePart('minute', 'The field is a date, and its minute, in UTC, is the value.', {
  lowest: 0,
  highest: 59,
});
