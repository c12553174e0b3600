import { regexFlag } from './regex-flag.ts';

export const m = regexFlag('m', 'With `re`: `^` and `$` match at the start and the end of each line.');
