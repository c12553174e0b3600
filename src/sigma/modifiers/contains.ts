import { affix } from './affix.ts';

export const contains = affix('contains', 'The value is found anywhere in the field.', { before: true, behind: true });
