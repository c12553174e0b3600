import type { DetectionItem, StringPattern, ValueTest } from '../ir.ts';
import { printExpression } from '../print.ts';

/** ASCII letters in lower case. Others stay: what is told apart here by mistake is only not reported. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A text that two tests of an item share exactly if they say the same, letter case aside where it does not count. */
export function testKey(item: DetectionItem, test: ValueTest): string {
  const text = printExpression({ kind: 'item', item: { ...item, tests: [test] } }, (field) => JSON.stringify(field));
  const isString = test.kind === 'string' || test.kind === 'variants';
  return isString && !text.includes('\n  cased ') && !item.modifiers.includes('cased') ? foldAscii(text) : text;
}

/** One character, `*` or `?`. */
type Sign = string | typeof MANY | typeof ONE;
const MANY = Symbol('*');
const ONE = Symbol('?');

/** A pattern as a sequence of signs. */
export type Signs = readonly Sign[];

export function signsOf(pattern: StringPattern, cased: boolean): Signs {
  return pattern.flatMap((part): Sign[] => {
    if (part.kind === 'literal') return [...(cased ? part.text : foldAscii(part.text))];
    return [part.kind === 'many' ? MANY : ONE];
  });
}

/** Whether the first pattern surely matches all that the second one matches. */
export function covers(wide: Signs, narrow: Signs): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < narrow.length) {
    if (at < wide.length && wide[at] !== MANY && stepCovers(wide[at], narrow[from])) [at, from] = [at + 1, from + 1];
    else if (wide[at] === MANY) [star, mark, at] = [at, from, at + 1];
    else if (star >= 0) [at, from, mark] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  while (wide[at] === MANY) at += 1;
  return at === wide.length;
}

function stepCovers(wide: Sign | undefined, narrow: Sign | undefined): boolean {
  return narrow !== MANY && (wide === ONE || wide === narrow);
}
