import { asim } from './asim/index.ts';
import { auditd } from './auditd/index.ts';
import type { Format } from './format.ts';
import { sigmaJson } from './sigma-json/index.ts';

/** Every format that can be read, in the order in which they are tried on a file's content: the strictest come first. */
export const formats: readonly Format[] = [asim, sigmaJson, auditd];
