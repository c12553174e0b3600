import type { Scalar } from '../../kql/ast.ts';
import { call, long, text } from '../../kql/build.ts';

/**
 * The id that the matcher gives an alert (`src/event/stable-id.ts`), so that it is the same in a query: the first digits of
 * the SHA-256 of its parts, each with its length in bytes in front.
 */
export function stableIdOf(parts: readonly Scalar[]): Scalar {
  return call('substring', call('hash_sha256', call('strcat', ...parts)), long(0), long(DIGITS));
}

const DIGITS = 32;

/** A part that is known now. */
export function knownPart(value: string): Scalar {
  return text(`${Buffer.byteLength(value)}:${value}\n`);
}

export function part(value: Scalar): Scalar {
  return call('strcat', call('string_size', value), text(':'), value, text('\n'));
}

/** The ids in a list, in their order, as parts. */
export function idParts(list: Scalar): Scalar {
  const sorted = call('array_sort_asc', list);
  return call('strcat', text(`${DIGITS}:`), call('strcat_array', sorted, text(`\n${DIGITS}:`)), text('\n'));
}
