/** What does not print, could turn the direction of text, or is no character: also line breaks. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Also false for text with line breaks. */
export function isPrintable(text: string): boolean {
  return text.search(UNPRINTABLE) < 0;
}

/** The text with what does not print as escapes, but for line breaks: those of the document itself. */
export function escapeUnprintable(text: string, by: (character: string) => string): string {
  return text.replace(UNPRINTABLE, (character) => (character === '\n' ? character : by(character)));
}

/** `\u202e`, `\U000e0001`: as YAML has it. */
export function escapeCodePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}

/** `\u202e`, `\udb40\udc01`: as JSON has it. */
export function escapeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
