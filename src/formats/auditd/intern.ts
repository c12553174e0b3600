/** Texts that recur and outlive their record (paths, names) are kept once. */
const kept = new Map<string, string>();
const MOST = 16_384;
const LONGEST = 512;

/**
 * An equal string that does not hold on to the record which it was cut from (engines share the characters of a cut with
 * the whole), so that a table of names does not keep whole records alive.
 */
export function detached(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const copy = Buffer.from(text, 'utf16le').toString('utf16le');
  if (copy.length <= LONGEST) {
    if (kept.size >= MOST) kept.clear();
    kept.set(copy, copy);
  }
  return copy;
}
