/** A value without the wildcards `*` at its start, its end or both; one that is escaped stays. */
export function trimmed(text: string, where: { readonly before: boolean; readonly behind: boolean }): string {
  let [start, end] = [0, text.length];
  while (where.before && text[start] === '*') start += 1;
  while (where.behind && end > start && text[end - 1] === '*' && !isEscaped(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}
