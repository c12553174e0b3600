import type { StringPattern } from './ir.ts';
import { parsePattern, patternText } from './pattern.ts';

/** A piece of a value with placeholders. */
export type TemplatePart =
  /** Text with wildcards and escapes, the backslash escaped too, so that pieces can be put together. */
  | { readonly kind: 'text'; readonly text: string }
  /** `start` and `end` are the place of `%name%` in the value. */
  | { readonly kind: 'placeholder'; readonly name: string; readonly start: number; readonly end: number };

/** What comes next in a value: an escape, a placeholder, or any other characters. */
const PIECE = /\\[%*?\\]|%(\w+)%|[^\\%]+|[\\%]/g;

/** Reads a value for `expand`: `%name%` is a placeholder, `\%` a percent sign. */
export function parseTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let written = '';
  const flush = (): void => {
    if (written !== '') parts.push({ kind: 'text', text: canonical(written) });
    written = '';
  };
  for (const { 0: found, 1: name, index } of text.matchAll(PIECE)) {
    if (name === undefined) {
      written += found === '\\%' ? '%' : found;
      continue;
    }
    flush();
    parts.push({ kind: 'placeholder', name, start: index, end: index + found.length });
  }
  flush();
  return parts;
}

/** The pattern of a template for each combination of the values of its placeholders. */
export function expandTemplate(
  parts: readonly TemplatePart[],
  valuesOf: (name: string) => readonly string[],
): StringPattern[] {
  const texts = parts.reduce<string[]>(
    (begun, part) => {
      const next = part.kind === 'text' ? [part.text] : valuesOf(part.name).map(canonical);
      return begun.flatMap((text) => next.map((more) => text + more));
    },
    [''],
  );
  return texts.map(parsePattern);
}

function canonical(text: string): string {
  return patternText(parsePattern(text));
}
