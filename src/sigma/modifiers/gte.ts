import { comparison } from './comparison.ts';

export const gte = comparison('gte', 'The field is a number, greater than or equal to the value.');
