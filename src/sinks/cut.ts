/** At most `max` UTF-16 units of the text, never half a character; what was cut is shown as `…`. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${head(text, max - 1)}…`;
}

/** The same for evidence: the cut is said in words, with where the whole is found. */
export function cutEvidence(text: string, max: number): string {
  if (text.length <= max) return text;
  const length = text.length.toLocaleString('en-US');
  return `${head(text, max)}… (cut: ${length} characters; the whole is in --output json)`;
}

function head(text: string, length: number): string {
  const splits =
    length > 0 && /[\ud800-\udbff]/.test(text.charAt(length - 1)) && /[\udc00-\udfff]/.test(text.charAt(length));
  return text.slice(0, splits ? length - 1 : length);
}
