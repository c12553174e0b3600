import { conversions } from './conversions.ts';
import { general } from './general.ts';
import type { FunctionTable } from './row.ts';
import { text } from './text.ts';

/** Every function over values, by its name. A new one is a row in the table of its subject. */
export const functions: FunctionTable = Object.assign(Object.create(null) as object, general, conversions, text);
