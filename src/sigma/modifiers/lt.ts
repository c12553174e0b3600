import { comparison } from './comparison.ts';

export const lt = comparison('lt', 'The field is a number, less than the value.');
