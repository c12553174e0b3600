import { timePart } from './time-part.ts';

export const hour = timePart('hour', 'The field is a date, and its hour, in UTC, is the value.', {
  lowest: 0,
  highest: 23,
});
