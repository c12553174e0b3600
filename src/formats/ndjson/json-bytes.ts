/**
 * Walks over JSON in bytes without making values of it. Each function is given the place where something begins and
 * returns the place behind it, or -1 where `JSON.parse` of the text would throw, or where it is nested too deeply to say.
 * Bytes that are not UTF-8 stand in strings only, where decoding turns them into a character: so they are right there.
 */
export const NOT_JSON = -1;

/** Deeper values are not walked over. */
const MAX_DEPTH = 64;

/** What ends the quick part of a string: a quote, a backslash, a control character, or what is not ASCII. */
export const SPECIAL = new Uint8Array(256);
SPECIAL.fill(1, 0, 0x20);
SPECIAL.fill(1, 0x80);
SPECIAL[0x22] = 1;
SPECIAL[0x5c] = 1;

/** The letters that may stand behind a backslash, `u` apart. */
const ESCAPED = new Uint8Array(256);
for (const letter of '"\\/bfnrt') ESCAPED[letter.charCodeAt(0)] = 1;

export function skipBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0x0a) break;
    at += 1;
  }
  return at;
}

/** `from` is behind the opening quote, the result behind the closing one. */
export function skipString(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x22) return at + 1;
    if (byte < 0x20) return NOT_JSON;
    if (byte === 0x5c) {
      const behind = skipEscape(bytes, at + 1, end);
      if (behind < 0) return NOT_JSON;
      at = behind - 1;
    }
  }
  return NOT_JSON;
}

function skipEscape(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return NOT_JSON;
  if (ESCAPED[bytes[at] ?? 0] === 1) return at + 1;
  if (bytes[at] !== 0x75 || at + 5 > end) return NOT_JSON;
  for (let digit = at + 1; digit < at + 5; digit += 1) if (!isHex(bytes[digit] ?? 0)) return NOT_JSON;
  return at + 5;
}

function isHex(byte: number): boolean {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Any value but a string at the top, which callers take by themselves. */
export function skipValue(bytes: Uint8Array, at: number, end: number, depth = 0): number {
  if (at >= end || depth > MAX_DEPTH) return NOT_JSON;
  switch (bytes[at]) {
    case 0x22:
      return skipString(bytes, at + 1, end);
    case 0x7b:
      return skipObject(bytes, at + 1, end, depth + 1);
    case 0x5b:
      return skipArray(bytes, at + 1, end, depth + 1);
    case 0x74:
      return skipWord(bytes, at, end, 'true');
    case 0x66:
      return skipWord(bytes, at, end, 'false');
    case 0x6e:
      return skipWord(bytes, at, end, 'null');
    default:
      return skipNumber(bytes, at, end);
  }
}

function skipWord(bytes: Uint8Array, from: number, end: number, word: string): number {
  if (from + word.length > end) return NOT_JSON;
  for (let at = 0; at < word.length; at += 1) if (bytes[from + at] !== word.charCodeAt(at)) return NOT_JSON;
  return from + word.length;
}

/** `-? (0 | 1-9 digits) (. digits)? (e ±? digits)?` */
function skipNumber(bytes: Uint8Array, from: number, end: number): number {
  let at = bytes[from] === 0x2d ? from + 1 : from;
  const whole = skipDigits(bytes, at, end);
  if (whole === at || (bytes[at] === 0x30 && whole > at + 1)) return NOT_JSON;
  at = whole;
  if (at < end && bytes[at] === 0x2e) {
    const behind = skipDigits(bytes, at + 1, end);
    if (behind === at + 1) return NOT_JSON;
    at = behind;
  }
  if (at >= end || ((bytes[at] ?? 0) | 0x20) !== 0x65) return at;
  at += bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d ? 2 : 1;
  const behind = skipDigits(bytes, at, end);
  return behind === at ? NOT_JSON : behind;
}

function skipDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}

function skipArray(bytes: Uint8Array, from: number, end: number, depth: number): number {
  let at = skipBlanks(bytes, from, end);
  if (bytes[at] === 0x5d && at < end) return at + 1;
  while (at < end) {
    at = skipValue(bytes, at, end, depth);
    if (at < 0) return NOT_JSON;
    at = skipBlanks(bytes, at, end);
    if (at >= end) return NOT_JSON;
    if (bytes[at] === 0x5d) return at + 1;
    if (bytes[at] !== 0x2c) return NOT_JSON;
    at = skipBlanks(bytes, at + 1, end);
  }
  return NOT_JSON;
}

function skipObject(bytes: Uint8Array, from: number, end: number, depth: number): number {
  let at = skipBlanks(bytes, from, end);
  if (bytes[at] === 0x7d && at < end) return at + 1;
  while (at < end) {
    at = skipMember(bytes, at, end, depth);
    if (at < 0) return NOT_JSON;
    at = skipBlanks(bytes, at, end);
    if (at >= end) return NOT_JSON;
    if (bytes[at] === 0x7d) return at + 1;
    if (bytes[at] !== 0x2c) return NOT_JSON;
    at = skipBlanks(bytes, at + 1, end);
  }
  return NOT_JSON;
}

function skipMember(bytes: Uint8Array, from: number, end: number, depth: number): number {
  if (bytes[from] !== 0x22) return NOT_JSON;
  const key = skipString(bytes, from + 1, end);
  if (key < 0) return NOT_JSON;
  const colon = skipBlanks(bytes, key, end);
  if (colon >= end || bytes[colon] !== 0x3a) return NOT_JSON;
  return skipValue(bytes, skipBlanks(bytes, colon + 1, end), end, depth);
}
