import { itemsOf, membersOf, textOfJson } from './json.ts';

/** The steps of a path such as `$.a['b'][0]`; undefined for a path of another form. */
export function jsonPath(path: string): readonly (string | number)[] | undefined {
  if (!/^\$(?:\.[A-Za-z_]\w*|\['[^'\\]*'\]|\["[^"\\]*"\]|\[\d{1,9}\])*$/.test(path)) return undefined;
  return Array.from(
    path.matchAll(/\.(\w+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/g),
    ([, name, single, double, index]) => (index === undefined ? (name ?? single ?? double ?? '') : Number(index)),
  );
}

/** The text at a path of JSON; undefined if it is not there, or the text is no JSON. */
export function valueAt(json: string, path: readonly (string | number)[]): string | undefined {
  if (!isJson(json)) return undefined;
  let value: string | undefined = json;
  for (const step of path) {
    if (value === undefined) return undefined;
    value = typeof step === 'number' ? itemsOf(value)?.[step] : membersOf(value)?.get(step);
  }
  return value === undefined ? undefined : textOfJson(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
