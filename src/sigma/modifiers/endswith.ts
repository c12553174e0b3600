import { affix } from './affix.ts';

export const endswith = affix('endswith', 'The field ends with the value.', { before: true, behind: false });
