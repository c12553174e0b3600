import { comparison } from './comparison.ts';

export const gt = comparison('gt', 'The field is a number, greater than the value.');
