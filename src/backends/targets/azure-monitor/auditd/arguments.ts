import type { Scalar } from '../../../../kql/ast.ts';
import { binary, call, long, text } from '../../../../kql/build.ts';
import { first, replaceAll, replaceEach } from '../steps.ts';

/**
 * The arguments that one EXECVE record holds, each behind a blank, percent-encoded. In front stands a number in quotes:
 * the records of one event in the order of these numbers give all arguments. In a record an argument is `aN="TEXT"` or
 * `aN=HEXADECIMAL`, or pieces `aN[PIECE]=…` of a long one, which may go on in the next record. A quoted text holds no
 * blank, no quote and no control character: the kernel writes such texts in hexadecimal.
 */
export function argumentsOf(record: Scalar): Scalar {
  const body = first('(?s)\\):? *( .*)$', record);
  const safe = call('replace_string', call('replace_string', body, text('%'), text('%25')), text('+'), text('%2B'));
  return call('strcat', text('"'), placeOf(record), text('"'), replaceEach(safe, STEPS));
}

const STEPS: readonly (readonly [string, string])[] = [
  // What is no argument.
  [' (?:argc|a[0-9]+_len)=[0-9]+', ''],
  // A further piece is joined to the one before it, any other argument stands behind a blank.
  [' a[0-9]+\\[0*[1-9][0-9]*\\]=', ''],
  [' a[0-9]+(?:\\[0+\\])?=', ' '],
  // Each pair of digits outside of quotes gets a percent sign, and so does each closing quote, with which it goes.
  ['("[^"]*")|([0-9A-Fa-f]{2})', '\\1%\\2'],
  ['"([^"]*)"%', '\\1'],
];

const MOST_PIECES = 10_000n;
/** Makes all places as long as each other, so that they sort as texts. */
const FROM = 1_000_000_000_000n;

/** The number of a record's first argument, and of the first piece in it. */
function placeOf(record: Scalar): Scalar {
  const argument = numberIn(' a([0-9]{1,7})[_=\\[]', record);
  const piece = numberIn(' a[0-9]+\\[([0-9]{1,4})\\]', record);
  const place = binary(binary(argument, '*', long(MOST_PIECES)), '+', piece);
  return binary(long(FROM), '+', place);
}

function numberIn(pattern: string, record: Scalar): Scalar {
  return call('coalesce', call('tolong', first(pattern, record)), long(0));
}

/** The command line from what `argumentsOf` gives for the records of an event: arguments with blanks between them. */
export function commandLineOf(list: Scalar): Scalar {
  const joined = call('strcat_array', call('array_sort_asc', list), text(''));
  return call('url_decode', call('substring', replaceAll(joined, '"[0-9]+"', ''), long(1)));
}
