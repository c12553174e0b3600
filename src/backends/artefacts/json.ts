import type { Json } from '../../kql/ast.ts';
import { escapeUnits, escapeUnprintable } from './escape.ts';

/** A value as JSON that is easy to read, with what does not print as escapes. */
export function printJson(value: Json): string {
  return `${escapeUnprintable(JSON.stringify(value, null, 2), escapeUnits)}\n`;
}
