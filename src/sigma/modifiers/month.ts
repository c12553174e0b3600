import { timePart } from './time-part.ts';

export const month = timePart('month', 'The field is a date, and its month, in UTC, is the value.', {
  lowest: 1,
  highest: 12,
});
