import type { Scalar } from '../../../../kql/ast.ts';
import { binary, call, column, text } from '../../../../kql/build.ts';
import { first, matches, replaceAll } from '../steps.ts';

/**
 * The first field of a name in a record. Blanks stand only between fields: the kernel writes a text with a blank, a quote
 * or a control character in hexadecimal, so nothing inside a value can pose as a field.
 */
export function field(name: string, record: Scalar): Scalar {
  return first(` ${name}=([^ \\x1d]*)`, record);
}

/** A name that auditd has put in for a number, in quotes; empty where it knows none. */
export function translation(name: string, record: Scalar): Scalar {
  return replaceAll(first(` ${name}="([^"]*)"`, record), '^(?:unset|unknown\\(.*)$', '');
}

/** What the kernel says of text, in a column: in quotes, or in hexadecimal, or `(null)`. */
export function textIn(name: string): Scalar {
  const value = column(name);
  return call(
    'case',
    binary(value, 'startswith_cs', text('"')),
    call('trim', text('"'), value),
    matches(value, '^(?:[0-9A-Fa-f]{2})+$'),
    call('url_decode', replaceAll(value, '(..)', '%\\1')),
    binary(value, '==', text('(null)')),
    text(''),
    value,
  );
}
