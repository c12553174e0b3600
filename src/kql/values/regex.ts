/** A regular expression in the syntax of RE2, which the database has; or why it can't be one. */
export type Translated =
  | { readonly regex: string; readonly groups: number; readonly needsAscii: boolean }
  | { readonly problem: string };

/**
 * A regular expression of Kusto in RE2's syntax: there `\d`, `\w` and `\s` know Unicode, here they would not. `\b` is the
 * same for both as long as the text that is searched has no word characters but those of ASCII (`needsAscii`).
 */
export function toRe2(pattern: string): Translated {
  const seen: Seen = { groups: 0, needsAscii: false };
  let regex = '';
  try {
    for (let at = 0; at < pattern.length; ) {
      const [text, length] = piece(pattern, at, seen);
      regex += text;
      at += length;
    }
  } catch (error) {
    if (error instanceof Unsupported) return { problem: error.message };
    throw error;
  }
  return { regex, ...seen };
}

interface Seen {
  groups: number;
  needsAscii: boolean;
}

/** A piece in RE2's syntax, and how long it is in Kusto's. */
type Piece = readonly [text: string, length: number];

class Unsupported extends Error {}

function refuse(what: string): never {
  throw new Unsupported(what);
}

const DIGIT = String.raw`\p{Nd}`;
const BLANK = String.raw`\t-\r \x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}`;
const NOT_BLANK = String.raw`\x{0}-\x{8}\x{E}-\x{1F}!-\x{84}\x{86}-\x{9F}\x{A1}-\x{167F}\x{1681}-\x{1FFF}\x{200B}-\x{2027}\x{202A}-\x{202E}\x{2030}-\x{205E}\x{2060}-\x{2FFF}\x{3001}-\x{10FFFF}`;
/** Letters, marks, digits, connectors, and the circled and squared letters that are letters by a property of their own. */
const WORD = String.raw`\pL\pM\p{Nd}\p{Nl}\p{Pc}\x{24B6}-\x{24E9}\x{1F130}-\x{1F149}\x{1F150}-\x{1F169}\x{1F170}-\x{1F189}\x{200C}\x{200D}`;

const CLASSES: Readonly<Record<string, string>> = {
  d: DIGIT,
  D: String.raw`\P{Nd}`,
  s: `[${BLANK}]`,
  S: `[^${BLANK}]`,
  w: `[${WORD}]`,
  W: `[^${WORD}]`,
};

const IN_BRACKETS: Readonly<Record<string, string>> = {
  d: DIGIT,
  D: String.raw`\P{Nd}`,
  s: BLANK,
  S: NOT_BLANK,
  w: WORD,
};

const CATEGORY = /^(?:[CLMNPSZ]|C[cfo]|L[lmotu]|M[cen]|N[dlo]|P[cdefios]|S[ckmo]|Z[lps]|Greek|Cyrillic|Latin|Han)$/;

function piece(pattern: string, at: number, seen: Seen): Piece {
  const character = pattern[at] ?? '';
  switch (character) {
    case '\\':
      return escaped(pattern, at, seen);
    case '[':
      return bracket(pattern, at);
    case '(':
      return group(pattern, at, seen);
    case '{':
      return repetition(pattern, at);
    default:
      return [character, 1];
  }
}

function escaped(pattern: string, at: number, seen: Seen): Piece {
  const letter = pattern[at + 1] ?? refuse('a backslash at the end of a regular expression');
  const set = CLASSES[letter];
  if (set !== undefined) return [set, 2];
  if (letter === 'b' || letter === 'B') {
    if (pattern[at + 2] === '{') refuse(String.raw`\b{…} in a regular expression`);
    seen.needsAscii = true;
    return [`\\${letter}`, 2];
  }
  return /[Az]/.test(letter) ? [`\\${letter}`, 2] : character(pattern, at, letter);
}

/** An escape that stands for one character, or for a category of them. */
function character(pattern: string, at: number, letter: string): Piece {
  if (letter === 'p' || letter === 'P') return category(pattern, at);
  const [hex] = /^\\(?:x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\})/.exec(
    pattern.slice(at, at + 12),
  ) ?? [''];
  if (hex !== '') return [`\\x{${hex.slice(2).replace(/[{}]/g, '')}}`, hex.length];
  if (/[afnrtv]/.test(letter)) return [`\\${letter}`, 2];
  if (/[A-Za-z0-9_<>]/.test(letter) || letter > '\x7f') refuse(`\\${letter} in a regular expression`);
  return [`\\${letter}`, 2];
}

function category(pattern: string, at: number): Piece {
  const [whole, braced, single] =
    /^\\[pP](?:\{(\w+)\}|([A-Z]))/.exec(pattern.slice(at, at + 40)) ?? refuse('this category of characters');
  if (!CATEGORY.test(braced ?? single ?? '')) refuse(`${whole} in a regular expression`);
  return [whole, whole.length];
}

/** `(…)`, `(?:…)`, `(?P<name>…)`, and flags that both know. */
function group(pattern: string, at: number, seen: Seen): Piece {
  const rest = pattern.slice(at, at + 60);
  const [named, name] = /^\(\?P?<(\w+)>/.exec(rest) ?? [];
  if (!rest.startsWith('(?') || named !== undefined) seen.groups += 1;
  if (!rest.startsWith('(?')) return ['(', 1];
  if (named !== undefined) return [`(?P<${name}>`, named.length];
  const [flags] = /^\(\?[imsU]*(?:-[imsU]+)?[:)]/.exec(rest) ?? [];
  return flags === undefined ? refuse(`${rest.slice(0, 4)} in a regular expression`) : [flags, flags.length];
}

function repetition(pattern: string, at: number): Piece {
  const [whole, least = '', most = ''] =
    /^\{(\d*)(?:,(\d*))?\}/.exec(pattern.slice(at, at + 24)) ?? refuse('a { that counts nothing');
  if (least === '') refuse('a repetition without its least number');
  if (Number(least) > MAX_REPEAT || Number(most) > MAX_REPEAT) refuse(`a repetition of more than ${MAX_REPEAT}`);
  return [whole, whole.length];
}

/** RE2 has no more. */
const MAX_REPEAT = 1000;

/** `[…]`; sets in sets, and what joins them, are unknown to RE2. */
function bracket(pattern: string, start: number): Piece {
  if (/^\[(?:\\s\\S|\\S\\s|\\d\\D|\\D\\d|\\w\\W|\\W\\w)\]/.test(pattern.slice(start, start + 6))) return ['(?s:.)', 6];
  let text = pattern[start + 1] === '^' ? '[^' : '[';
  let at = start + text.length;
  if (pattern[at] === ']') {
    text += '\\]';
    at += 1;
  }
  while (pattern[at] !== ']') {
    const [member, length] = inBracket(pattern, at);
    text += member;
    at += length;
  }
  return [`${text}]`, at + 1 - start];
}

function inBracket(pattern: string, at: number): Piece {
  const rest = pattern.slice(at, at + 16);
  const letter = rest[1] ?? '';
  if (rest === '') refuse('a [ that is not closed');
  if (rest.startsWith('\\')) return memberEscape(pattern, at, letter);
  const [posix] = /^\[:\^?[a-z]+:\]/.exec(rest) ?? [];
  if (posix !== undefined) return [posix, posix.length];
  if (rest.startsWith('[')) refuse('a [ within [ ] of a regular expression');
  if (/^(?:&&|--|~~)/.test(rest)) refuse(`${rest.slice(0, 2)} within [ ] of a regular expression`);
  return [rest[0] ?? '', 1];
}

function memberEscape(pattern: string, at: number, letter: string): Piece {
  const set = IN_BRACKETS[letter];
  if (letter === '') refuse('a backslash at the end of a regular expression');
  return set === undefined ? character(pattern, at, letter) : [set, 2];
}

/** What word characters other than those of ASCII look like, in RE2's syntax. */
export const OTHER_WORD = String.raw`[^\x{0}-\x{7F}\PL]|[^\x{0}-\x{7F}\PM]|[^\x{0}-\x{7F}\PN]|[^\x{0}-\x{7F}\P{Pc}]|[\x{24B6}-\x{24E9}\x{1F130}-\x{1F189}\x{200C}\x{200D}]`;
