/** Signs that mean themselves in RE2 and in Kusto wherever they stand, in classes too. */
const PLAIN = '/"\':=,;@%';

/** The places of backslashes before such signs. */
export function needlessEscapes(pattern: string): number[] {
  const places: number[] = [];
  for (let at = pattern.indexOf('\\'); at >= 0; at = pattern.indexOf('\\', at + 2)) {
    const next = pattern[at + 1];
    if (next !== undefined && PLAIN.includes(next)) places.push(at);
  }
  return places;
}

/** The expression without them: one that matches the same. */
export function neededEscapesOnly(pattern: string): string {
  const needless = new Set(needlessEscapes(pattern));
  return pattern
    .split('')
    .filter((_, at) => !needless.has(at))
    .join('');
}
