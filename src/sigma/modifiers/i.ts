import { regexFlag } from './regex-flag.ts';

export const i = regexFlag('i', 'With `re`: letter case does not count.');
