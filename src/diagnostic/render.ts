import type { Diagnostic } from './diagnostic.ts';
import { printable } from './printable.ts';

/** A diagnostic as text: `file:line:col severity [code] message`, the line with a caret, and what to do. */
export function renderDiagnostic(diagnostic: Diagnostic): string {
  const { at, severity, code, message, help } = diagnostic;
  const place =
    at === undefined ? '' : `${[at.source, at.line, at.column].filter((part) => part !== undefined).join(':')} `;
  const lines = [printable(`${place}${severity} [${code}] ${message}`)];
  if (at?.excerpt !== undefined && at.column !== undefined)
    lines.push(...excerptLines(at.excerpt, at.column, at.endColumn));
  lines.push(printable(`  help: ${help}`));
  return lines.join('\n');
}

const EXCERPT_WIDTH = 120;

function excerptLines(excerpt: string, column: number, endColumn = column + 1): string[] {
  const from = Math.max(0, Math.min(column - 1 - EXCERPT_WIDTH / 2, excerpt.length - EXCERPT_WIDTH));
  const shown = excerpt.slice(from, from + EXCERPT_WIDTH).replaceAll('\t', ' ');
  const width = Math.max(1, Math.min(endColumn - column, EXCERPT_WIDTH));
  return [`  | ${printable(shown)}`, `  | ${' '.repeat(column - 1 - from)}${'^'.repeat(width)}`];
}
