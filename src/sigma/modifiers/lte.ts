import { comparison } from './comparison.ts';

export const lte = comparison('lte', 'The field is a number, less than or equal to the value.');
