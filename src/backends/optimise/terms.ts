import type { FieldPlace } from '../../sigma/ir.ts';

/** Shorter terms are not in Kusto's index. */
const MIN_LENGTH = 3;

/**
 * The longest term that every text with this literal at this place has, or undefined. A term is a run of ASCII letters
 * and digits; it is sure to be whole only where an ASCII character that is neither, nor `_`, stands on each side, or the
 * text itself begins or ends there.
 */
export function impliedTerm(literal: string, where: FieldPlace): string | undefined {
  const startsText = where === 'equals' || where === 'startswith';
  const endsText = where === 'equals' || where === 'endswith';
  let best: string | undefined;
  for (const { 0: term, index } of literal.matchAll(/[0-9A-Za-z]+/g)) {
    const end = index + term.length;
    const isWhole =
      (index === 0 ? startsText : isBoundary(literal.charAt(index - 1))) &&
      (end === literal.length ? endsText : isBoundary(literal.charAt(end)));
    if (isWhole && term.length >= MIN_LENGTH && term.length > (best?.length ?? 0)) best = term;
  }
  return best;
}

/** Neighbours are no letters or digits of ASCII, for those would belong to the run. */
function isBoundary(character: string): boolean {
  return character !== '_' && character <= '\x7f';
}
