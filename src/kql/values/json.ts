/**
 * JSON as text. Arrays and objects are taken apart without reading what is in them, so that numbers of more than 53 bits
 * and the order of keys stay as they are.
 */

/** The elements of an array, each as JSON; undefined if the text is no array. The text is valid JSON. */
export function itemsOf(json: string): string[] | undefined {
  const text = json.trim();
  return text.startsWith('[') ? pieces(text) : undefined;
}

/** The keys and values of an object, in order; a key that stands twice has its last value. */
export function membersOf(json: string): Map<string, string> | undefined {
  const text = json.trim();
  if (!text.startsWith('{')) return undefined;
  const members = new Map<string, string>();
  for (const piece of pieces(text)) {
    const end = endOfString(piece, 0);
    members.set(JSON.parse(piece.slice(0, end)) as string, piece.slice(piece.indexOf(':', end) + 1).trim());
  }
  return members;
}

/** What stands between the brackets of an array or object, cut at its commas. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    else if (character === ',' && depth === 1) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = text.slice(from, -1).trim();
  if (last !== '') found.push(last);
  return found;
}

/** The offset behind the string that begins at `at`. */
function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

/** Characters of a text that a function puts together, at most. */
const MAX_LENGTH = 32 * 1024 * 1024;

/** Texts with something between them; an error where that would be longer than a value may be. */
export function joined(texts: readonly string[], delimiter: string): string {
  const length = texts.reduce((sum, each) => sum + each.length + delimiter.length, 0);
  if (length > MAX_LENGTH) throw new Error(`not supported here: a value of more than ${MAX_LENGTH} characters`);
  return texts.join(delimiter);
}

export function arrayOf(items: readonly string[]): string {
  return `[${joined(items, ',')}]`;
}

export function objectOf(members: Iterable<readonly [string, string]>): string {
  return `{${Array.from(members, ([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

/** A value as `tostring` gives it: a string without its quotes, nothing for null, all else compact. */
export function textOfJson(json: string): string {
  const text = json.trim();
  if (text.startsWith('"')) return JSON.parse(text) as string;
  if (text === 'null') return '';
  return compact(text);
}

/** Without the blanks between tokens. */
export function compact(json: string): string {
  const kept: string[] = [];
  for (let at = 0; at < json.length; ) {
    const end = json[at] === '"' ? endOfString(json, at) : at + 1;
    const token = json.slice(at, end);
    if (!/^\s$/.test(token)) kept.push(token);
    at = end;
  }
  return kept.join('');
}

/** The string that a value is; undefined for another one. */
export function stringOf(json: string | undefined): string | undefined {
  const text = json?.trim();
  return text?.startsWith('"') === true ? (JSON.parse(text) as string) : undefined;
}

export function isWhole(json: string): boolean {
  return /^\s*-?\d+\s*$/.test(json);
}

export function isNumber(json: string): boolean {
  return /^\s*-?\d/.test(json);
}

/** Values nested deeper than this are compared as they are written. */
const MAX_DEPTH = 64;

/** One text for all ways to write a value: keys sorted, numbers by value, no blanks. */
export function canonical(json: string, depth = 0): string {
  if (depth > MAX_DEPTH) return compact(json);
  const items = itemsOf(json);
  if (items !== undefined) return arrayOf(items.map((item) => canonical(item, depth + 1)));
  const members = membersOf(json);
  if (members !== undefined) {
    const sorted = [...members].sort(([a], [b]) => byCodeUnits(a, b));
    return objectOf(sorted.map(([key, value]) => [key, canonical(value, depth + 1)] as const));
  }
  if (isWhole(json)) return BigInt(json.trim()).toString();
  if (isNumber(json)) return numberText(Number(json));
  return stringOf(json) === undefined ? json.trim() : JSON.stringify(stringOf(json));
}

export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? BigInt(value).toString() : String(value);
}
