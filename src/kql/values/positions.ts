/** Positions and lengths count code points, as KQL does. */

/**
 * `indexof`: the position of the n-th `wanted`, looked for from `start` (from the end if negative) in `length` characters
 * (-1: in all); -1 if it is not there, undefined if the arguments make no sense.
 */
export function indexOf(
  text: string,
  wanted: string,
  start: number,
  length: number,
  occurrence: number,
): number | undefined {
  if (length < -1 || occurrence < 1) return undefined;
  const characters = Array.from(text);
  const from = start < 0 ? Math.max(0, characters.length + start) : start;
  if (from > characters.length) return -1;
  const searched = characters.slice(from, length < 0 ? undefined : from + length).join('');
  let at = -1;
  for (let nth = 0; nth < occurrence; nth += 1) {
    at = searched.indexOf(wanted, at + 1);
    if (at < 0) return -1;
  }
  return from + codePoints(searched.slice(0, at));
}

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** How often one text is in another, overlaps counted. */
export function countOf(text: string, wanted: string): number {
  let count = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) count += 1;
  return count;
}

/** Replaces one pair after the other; what was put in is not looked at again. A replacement that is null keeps the text. */
export function replaceAll(text: string, pairs: readonly (readonly [string, string | null])[]): string {
  let pieces: readonly { readonly text: string; readonly done: boolean }[] = [{ text, done: false }];
  for (const [wanted, put] of pairs) {
    if (wanted === '') continue;
    pieces = pieces.flatMap((piece) =>
      piece.done
        ? [piece]
        : piece.text.split(wanted).flatMap((each, at) => {
            const rest = { text: each, done: false };
            return at === 0 ? [rest] : [{ text: put ?? wanted, done: true }, rest];
          }),
    );
  }
  return pieces.map((piece) => piece.text).join('');
}
