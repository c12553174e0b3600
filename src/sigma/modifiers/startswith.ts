import { affix } from './affix.ts';

export const startswith = affix('startswith', 'The field starts with the value.', { before: false, behind: true });
