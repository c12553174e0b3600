import { printString } from './literal.ts';

/** A name of a column, table or function; in brackets where it would not be read as one. */
export function printName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `[${printString(name)}]`;
}

/** Words that can't stand as a name where we print one. */
const RESERVED = new Set(['and', 'or', 'by', 'in', 'has', 'contains', 'between', 'on', 'with', 'to', 'let', 'union']);
