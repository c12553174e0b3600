/** A JSON object as it was parsed. Keys are the line's own, `__proto__` too: ask for them with `valueAt` only. */
export type JsonObject = Readonly<Record<string, unknown>>;

export type ParsedLine =
  | { readonly kind: 'object'; readonly object: JsonObject }
  | { readonly kind: 'other'; readonly found: string }
  | { readonly kind: 'damaged'; readonly reason: string };

export function parseLine(text: string): ParsedLine {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { kind: 'object', object: value } : { kind: 'other', found: nameOf(value) };
  } catch (error) {
    return { kind: 'damaged', reason: reasonOf(error) };
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of the object's own key. */
export function valueAt(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A text, number or boolean as text; undefined for null, lists, objects, and the empty text, which all say nothing. */
export function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value === '' ? undefined : value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

/** Whether a number may not be the one that was written, as doubles hold whole numbers up to 2^53 exactly. */
export function isInexact(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

/** The same line with whole numbers beyond 2^53 as texts of their digits. */
export function parseExact(text: string): JsonObject {
  return JSON.parse(text, exactNumber) as JsonObject;
}

const WHOLE = /^-?\d+$/;

function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  return source !== undefined && isInexact(value) && WHOLE.test(source) ? source : value;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return `a ${typeof value}`;
}

/** The parser's own words without the excerpt of the line, which may be long. */
function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return message.replace(/, (?:\.\.\.)?".*$/s, '').replace(/ in JSON at position (\d+).*$/s, ' at character $1');
}
