/**
 * Folds letter case, one code point to one code point, by simple lower case. U+0130 (whose lower case is two code points)
 * and U+212A (the Kelvin sign) stay themselves, so that no ASCII letter equals a character outside ASCII.
 */
export function fold(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

const ASCII_ONLY = /^[\0-\x7f]*$/;
const KELVIN_SIGN = '\u212a';

function foldCharacter(character: string): string {
  if (character === KELVIN_SIGN) return character;
  const lower = character.toLowerCase();
  return isOneCodePoint(lower) ? lower : character;
}

function isOneCodePoint(text: string): boolean {
  return text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xffff);
}
