import { fold } from '../../match/fold.ts';
import type { PatternPart, StringPattern } from '../../sigma/ir.ts';

/**
 * A wildcard pattern as a regular expression for the whole value. Letter case is folded as everywhere here, one code
 * point to one; the flag `i` of RE2 folds some letters further (k to the Kelvin sign, s to the long s), so those are
 * written as classes.
 */
export function regexOfPattern(pattern: StringPattern, cased: boolean): string {
  const body = pattern.map((part) => partRegex(part, cased)).join('');
  return `(?${cased ? '' : 'i'}s)^${body}$`;
}

function partRegex(part: PatternPart, cased: boolean): string {
  switch (part.kind) {
    case 'many':
      return '.*';
    case 'one':
      return '.';
    case 'literal':
      return Array.from(part.text, (letter) => (cased ? escapeRegex(letter) : foldedLetter(letter))).join('');
  }
}

/** A character as a regular expression, for RE2 and for the engines like it. */
export function escapeRegex(character: string): string {
  return /[\\.+*?()|[\]{}^$]/.test(character) ? `\\${character}` : character;
}

function foldedLetter(letter: string): string {
  const equal = equalLetters(letter);
  if (!/[^\0-\x7f]|[ks]/i.test(letter)) return escapeRegex(letter);
  if (equal.length === 1) return `(?-i:${escapeRegex(letter)})`;
  return `(?-i:[${equal.join('')}])`;
}

/** The characters that fold to the same as this one. */
function equalLetters(letter: string): readonly string[] {
  const folded = fold(letter);
  if (folded <= '\x7f') return folded === folded.toUpperCase() ? [letter] : [folded, folded.toUpperCase()];
  families ??= familiesOf();
  return families.get(folded) ?? [letter];
}

let families: Map<string, string[]> | undefined;

/** All characters beyond ASCII whose case can differ, by what they fold to. */
function familiesOf(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (let code = 0x80; code < 0x1_f000; code += 1) {
    const letter = String.fromCodePoint(code);
    const folded = fold(letter);
    if (folded === letter) continue;
    found.set(folded, [...(found.get(folded) ?? [folded]), letter]);
  }
  return found;
}
