import { RE2JS } from 're2js';

/** Why a regular expression is refused, and where in its text. */
export interface RegexProblem {
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

const MAX_LENGTH = 4_000;
const MAX_PROGRAM = 20_000;

/** Checks that an expression is one that RE2 and Kusto's engine both take, and not too large; undefined if so. */
export function regexProblem(pattern: string): RegexProblem | undefined {
  const whole = { start: 0, end: pattern.length };
  if (pattern === '') return { reason: 'it is empty', ...whole };
  if (pattern.length > MAX_LENGTH) return { reason: `it is longer than ${MAX_LENGTH} characters`, ...whole };
  return notPortable(pattern) ?? compileProblem(pattern);
}

/** Compiles an expression that `regexProblem` has let pass. `flags` are letters of `ims`. */
export function compileRegex(pattern: string, flags: string): RE2JS {
  return RE2JS.compile(pattern, flagBits(flags));
}

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

function flagBits(flags: string): number {
  return [...flags].reduce((bits, flag) => bits | (FLAGS[flag] ?? 0), 0);
}

/** Constructs that are refused by name, before the engine says something less clear. */
const REFUSED: readonly { readonly construct: RegExp; readonly reason: string }[] = [
  { construct: /^\(\?<?[=!]/, reason: 'look-around is not supported' },
  { construct: /^\(\?>/, reason: 'atomic groups are not supported' },
  { construct: /^\(\?\(/, reason: 'conditional groups are not supported' },
  { construct: /^\\[1-9]/, reason: 'back-references are not supported' },
  { construct: /^\\[gk][{<'\d]/, reason: 'back-references are not supported' },
  { construct: /^\\[QE]/, reason: 'quoting with \\Q and \\E is not supported' },
  { construct: /^\\C/, reason: 'matching single bytes is not supported' },
  { construct: /^\\[bB][^\0-\x7f]/, reason: '\\b beside a character that is not ASCII has no agreed meaning' },
  { construct: /^[^\0-\x7f]\\[bB]/u, reason: '\\b beside a character that is not ASCII has no agreed meaning' },
];

/** Walks over the expression, one escape, character or class at a time, and finds the first refused construct. */
function notPortable(pattern: string): RegexProblem | undefined {
  for (let at = 0; at < pattern.length; at = nextPlace(pattern, at)) {
    const ahead = pattern.slice(at, at + 8);
    for (const { construct, reason } of REFUSED) {
      const found = construct.exec(ahead);
      if (found !== null) return { reason, start: at, end: at + found[0].length };
    }
  }
  return undefined;
}

function nextPlace(pattern: string, at: number): number {
  if (pattern[at] === '\\') return at + 2;
  return pattern[at] === '[' ? classEnd(pattern, at) : at + 1;
}

/** The place behind the `]` that ends a class; a `]` right after the start belongs to the class. */
function classEnd(pattern: string, start: number): number {
  let at = start + (pattern[start + 1] === '^' ? 2 : 1);
  if (pattern[at] === ']') at += 1;
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
  return at + 1;
}

function compileProblem(pattern: string): RegexProblem | undefined {
  try {
    const size = RE2JS.compile(pattern).programSize();
    if (size <= MAX_PROGRAM) return undefined;
    return { reason: `it compiles to ${size} steps (limit ${MAX_PROGRAM})`, start: 0, end: pattern.length };
  } catch (error) {
    return engineProblem(pattern, error instanceof Error ? error.message : String(error));
  }
}

/** The engine quotes the part that it refuses: "reason: `part`". */
function engineProblem(pattern: string, message: string): RegexProblem {
  const [, reason = message, part = ''] = /^error parsing regexp: (.*?)(?:: `(.*)`)?$/s.exec(message) ?? [];
  const start = part === '' ? 0 : Math.max(0, pattern.indexOf(part));
  return { reason, start, end: part === '' ? pattern.length : start + part.length };
}
