import { regexFlag } from './regex-flag.ts';

export const s = regexFlag('s', 'With `re`: `.` matches line breaks too.');
