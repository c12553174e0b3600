import { auditd } from './auditd/index.ts';
import type { Format } from './format.ts';

/** Every format that can be read, in the order in which they are tried on a file's content. */
export const formats: readonly Format[] = [auditd];
