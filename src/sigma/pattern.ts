import type { PatternPart, StringPattern } from './ir.ts';

const MANY: PatternPart = { kind: 'many' };
const ONE: PatternPart = { kind: 'one' };

/**
 * Reads a string value: `*` and `?` are wildcards, `\*`, `\?` and `\\` stand for the character after the backslash, and
 * a backslash before any other character, or at the end, is itself.
 */
export function parsePattern(text: string): StringPattern {
  const parts: PatternPart[] = [];
  let literal = '';
  const wildcard = (part: PatternPart): void => {
    if (literal !== '') parts.push({ kind: 'literal', text: literal });
    literal = '';
    parts.push(part);
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (unit === '*') wildcard(MANY);
    else if (unit === '?') wildcard(ONE);
    else if (unit === '\\' && isEscapable(text[at + 1])) literal += text.charAt(++at);
    else literal += unit;
  }
  if (literal !== '') parts.push({ kind: 'literal', text: literal });
  return withoutRepeats(parts);
}

/** The pattern with `*` before it, behind it, or both. */
export function widen(pattern: StringPattern, where: { before: boolean; behind: boolean }): StringPattern {
  return withoutRepeats([...(where.before ? [MANY] : []), ...pattern, ...(where.behind ? [MANY] : [])]);
}

/** The pattern that matches this text only. */
export function literalPattern(text: string): StringPattern {
  return text === '' ? [] : [{ kind: 'literal', text }];
}

/** The text that a pattern without wildcards matches; undefined if it has some. */
export function literalText(pattern: StringPattern): string | undefined {
  return pattern.every((part) => part.kind === 'literal') ? pattern.map(({ text }) => text).join('') : undefined;
}

/** The text that `parsePattern` reads as this pattern. */
export function patternText(pattern: StringPattern): string {
  return pattern.map((part) => PART_TEXT[part.kind](part.kind === 'literal' ? part.text : '')).join('');
}

const PART_TEXT: Readonly<Record<PatternPart['kind'], (text: string) => string>> = {
  literal: (text) => text.replace(/[\\*?]/g, '\\$&'),
  many: () => '*',
  one: () => '?',
};

function isEscapable(unit: string | undefined): boolean {
  return unit === '*' || unit === '?' || unit === '\\';
}

/** `**` says what `*` says. */
function withoutRepeats(parts: readonly PatternPart[]): StringPattern {
  return parts.filter((part, index) => part.kind !== 'many' || parts[index - 1]?.kind !== 'many');
}
