/**
 * Code points that may move a terminal, reorder text, hide it, or break a line: C0, DEL, C1, bidirectional controls,
 * what a font shows as nothing (zero-width, fillers, variation selectors, tags), separators, lone surrogates.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this expression is for
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Default_Ignorable_Code_Point}\p{Surrogate}]/gu;

/** Text that is safe on a terminal and in one line of a report: each unsafe character is shown as an escape. */
export function printable(text: string): string {
  return replaceUnprintable(text, escapeOf);
}

/** The text with each character that `printable` would not let through replaced by what `by` makes of it. */
export function replaceUnprintable(text: string, by: (character: string, offset: number) => string): string {
  return text.replace(UNPRINTABLE, by);
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0a) return '\\n';
  if (code === 0x0d) return '\\r';
  if (code === 0x09) return '\\t';
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
