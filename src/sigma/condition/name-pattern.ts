/** Whether a search identifier matches a pattern of a condition, in which `*` stands for any characters. */
export function matchesName(pattern: string, name: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces.shift() ?? '';
  const last = pieces.pop();
  if (last === undefined) return name === pattern;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}

/** The identifiers that `them` or a pattern stands for: never those that start with an underscore. */
export function namesOf(pattern: string, names: Iterable<string>): string[] {
  return [...names].filter((name) => !name.startsWith('_') && (pattern === 'them' || matchesName(pattern, name)));
}
