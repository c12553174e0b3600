import type { CodeArguments, DiagnosticCode, Severity } from './codes.ts';
import { codes } from './codes.ts';
import type { Span } from './source-text.ts';

/** Where a problem is: a file, and as much of line, column and the line's text as is known (counted from 1). */
export interface Location {
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
  /** Column after the last character of the problem, on the same line. */
  readonly endColumn?: number;
  readonly excerpt?: string;
}

/** A problem that a user can act on. Only `report` makes one, from the table of codes. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly at?: Location;
}

/** Makes the diagnostic `code`, located at a span of a source text, at a plain location, or nowhere. */
export function report<C extends DiagnosticCode>(
  code: C,
  at: Span | Location | undefined,
  args: CodeArguments<C>,
): Diagnostic {
  const row = codes[code] as { severity: Severity; message: (args: CodeArguments<C>) => string; help: string };
  const base = { code, severity: row.severity, message: row.message(args), help: row.help };
  return at === undefined ? base : { ...base, at: 'start' in at ? locationOf(at) : at };
}

export function locationOf(span: Span): Location {
  const { line, column } = span.source.position(span.start);
  const excerpt = span.source.line(line);
  const endColumn = Math.min(excerpt.length + 1, column + Math.max(1, span.end - span.start));
  return { source: span.source.name, line, column, endColumn: Math.max(endColumn, column + 1), excerpt };
}
