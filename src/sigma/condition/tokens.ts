import type { Range } from './ast.ts';

export interface ConditionToken extends Range {
  readonly kind: 'word' | '(' | ')' | '|';
  readonly text: string;
}

/** Splits a condition into words (everything between white space, parentheses and `|`) and the signs themselves. */
export function tokenize(text: string): ConditionToken[] {
  const tokens: ConditionToken[] = [];
  for (const match of text.matchAll(/[()|]|[^\s()|]+/g)) {
    const [word] = match;
    const kind = word === '(' || word === ')' || word === '|' ? word : 'word';
    tokens.push({ kind, text: word, start: match.index, end: match.index + word.length });
  }
  return tokens;
}
