import { replaceUnprintable } from '../diagnostic/printable.ts';

/** JSON that reads back as the same value and that a terminal can show: what could act on it is a `\u` escape. */
export function jsonLine(value: unknown): string {
  return replaceUnprintable(JSON.stringify(value), unicodeEscapes);
}

function unicodeEscapes(character: string): string {
  let escapes = '';
  for (let at = 0; at < character.length; at++)
    escapes += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escapes;
}
