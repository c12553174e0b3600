import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import type { Edit } from './rule.ts';

/** Replaces a scalar's text, in single quotes; undefined where the scalar is written in a way that is better left alone. */
export function rewrite(scalar: YamlScalar, text: string): Edit | undefined {
  const { start, end } = scalar.span;
  if (!isPlainlyWritten(scalar) || !/^[\x20-\x7e\xa1-\uffff]+$/.test(text)) return undefined;
  return { start, end, text: `'${text.replaceAll("'", "''")}'` };
}

/** Whether what stands in the file is the scalar and nothing else, in one line. */
export function isPlainlyWritten(scalar: YamlScalar): boolean {
  const { source, start, end } = scalar.span;
  const written = source.text.slice(start, end);
  switch (scalar.style) {
    case 'plain':
      return written === scalar.text;
    case 'single':
      return written === `'${scalar.text.replaceAll("'", "''")}'`;
    case 'double':
      return /^"[^\n]*"$/.test(written);
    case 'block':
      return false;
  }
}

/** Inserts text in a scalar that is written as it is read; undefined where it is not. */
export function insertAt(scalar: YamlScalar, offset: number, text: string): Edit | undefined {
  const { source, start } = scalar.span;
  const from = start + (scalar.style === 'plain' ? 0 : 1);
  if (!isPlainlyWritten(scalar) || !source.text.startsWith(scalar.text, from)) return undefined;
  return { start: from + offset, end: from + offset, text };
}

/** Removes the line of a list's entry; undefined where there is more than the entry in it, such as a comment. */
export function removeEntry(item: YamlNode): Edit | undefined {
  const { source, start, end } = item.span;
  const { text } = source;
  const dash = back(text, start, ' ') - 1;
  const lineStart = back(text, dash, ' ');
  const newline = forth(text, end);
  const isAlone = dash < start - 1 && text[dash] === '-' && (lineStart === 0 || text[lineStart - 1] === '\n');
  return isAlone && text[newline] === '\n' ? { start: lineStart, end: newline + 1, text: '' } : undefined;
}

/** Where a run of a character that ends before `at` begins. */
function back(text: string, at: number, character: string): number {
  let from = Math.max(0, at);
  while (from > 0 && text[from - 1] === character) from -= 1;
  return from;
}

/** Where the blanks from `at` on end. */
function forth(text: string, at: number): number {
  let to = at;
  while (text[to] === ' ' || text[to] === '\t' || text[to] === '\r') to += 1;
  return to;
}

/** All of the edits, or undefined if one of them could not be made. */
export function allOf(edits: readonly (Edit | undefined)[]): readonly Edit[] | undefined {
  const known = edits.filter((edit) => edit !== undefined);
  return known.length === edits.length ? known : undefined;
}
