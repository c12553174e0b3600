import type { Span } from '../../diagnostic/source-text.ts';
import type { YamlScalar } from './node.ts';

const offsets = new WeakMap<YamlScalar, readonly number[]>();

/** The place in the file of a part of a scalar's text, also where escapes, folding or indentation are in between. */
export function partOf(scalar: YamlScalar, start: number, end: number): Span {
  const known = offsets.get(scalar) ?? align(scalar);
  offsets.set(scalar, known);
  const { source } = scalar.span;
  const from = known[start] ?? scalar.span.end;
  const last = known[end - 1];
  return { source, start: from, end: Math.max(from + 1, last === undefined ? from + 1 : last + 1) };
}

/** For each UTF-16 unit of the text, the offset in the file at which it is written. */
function align(scalar: YamlScalar): number[] {
  const { source, start, end } = scalar.span;
  const written = source.text;
  const places: number[] = [];
  let at = contentStart(scalar, written, start);
  for (const unit of scalar.text.split('')) {
    if (!isSpace(unit)) while (at < end && (isSpace(written[at]) || isLineContinuation(scalar, written, at))) at += 1;
    places.push(Math.min(at, end));
    at +=
      isSpace(unit) && !isSpace(written[at]) && !isEscape(scalar, written, at) ? 0 : unitLength(scalar, written, at);
  }
  return places;
}

function contentStart(scalar: YamlScalar, written: string, start: number): number {
  if (scalar.style === 'plain') return start;
  if (scalar.style !== 'block') return start + 1;
  const lineEnd = written.indexOf('\n', start);
  return lineEnd < 0 ? start : lineEnd + 1;
}

/** How many characters of the file the unit at this place takes. */
function unitLength(scalar: YamlScalar, written: string, at: number): number {
  if (scalar.style === 'single') return written.startsWith("''", at) ? 2 : 1;
  if (!isEscape(scalar, written, at)) return 1;
  return 2 + (ESCAPE_DIGITS[written[at + 1] ?? ''] ?? 0);
}

const ESCAPE_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function isEscape(scalar: YamlScalar, written: string, at: number): boolean {
  return scalar.style === 'double' && written[at] === '\\';
}

function isLineContinuation(scalar: YamlScalar, written: string, at: number): boolean {
  return isEscape(scalar, written, at) && /^\r?\n/.test(written.slice(at + 1, at + 3));
}

function isSpace(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\n' || unit === '\t' || unit === '\r';
}
