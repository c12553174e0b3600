import { RE2JS } from 're2js';

/** A match: the whole and the groups; a group that took no part is undefined. Offsets are UTF-16 units. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

const compiled = new Map<string, RE2JS>();

/** Compiles with RE2's engine, of the same family as Kusto's; throws if it is no expression for it. */
function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern) ?? RE2JS.compile(pattern);
  compiled.set(pattern, known);
  return known;
}

export function findRegex(pattern: string, text: string): Found | undefined {
  return findAll(pattern, text).next().value ?? undefined;
}

export function* findAll(pattern: string, text: string): Generator<Found, undefined> {
  const matcher = compile(pattern).matcher(text);
  while (matcher.find()) {
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, at) => matcher.group(at) ?? undefined);
    yield { start: matcher.start(), end: matcher.end(), groups };
  }
  return undefined;
}

/** Replaces every match; `\1` in the replacement stands for the first group. */
export function replaceRegex(pattern: string, text: string, rewrite: string): string {
  let out = '';
  let at = 0;
  for (const { start, end, groups } of findAll(pattern, text)) {
    out += text.slice(at, start) + rewrite.replace(/\\(\d)/g, (_, digit: string) => groups[Number(digit)] ?? '');
    at = end;
  }
  return out + text.slice(at);
}
