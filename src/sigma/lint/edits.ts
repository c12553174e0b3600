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
  const lineStart = source.text.lastIndexOf('\n', start - 1) + 1;
  const newline = source.text.indexOf('\n', end);
  const lineEnd = newline < 0 ? source.text.length : newline + 1;
  const isAlone = /^ *- +$/.test(source.text.slice(lineStart, start)) && source.text.slice(end, lineEnd).trim() === '';
  return isAlone && newline >= 0 ? { start: lineStart, end: lineEnd, text: '' } : undefined;
}

/** All of the edits, or undefined if one of them could not be made. */
export function allOf(edits: readonly (Edit | undefined)[]): readonly Edit[] | undefined {
  const known = edits.filter((edit) => edit !== undefined);
  return known.length === edits.length ? known : undefined;
}
