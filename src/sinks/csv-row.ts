import { printable } from '../diagnostic/printable.ts';
import { cut } from './cut.ts';

/** A row (RFC 4180) in which no cell can become a formula, and none breaks its line. */
export function csvRow(values: readonly (string | number | null | undefined)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** Excel breaks a longer cell (32,767 characters) into further rows, whose start nobody has made safe. */
const LONGEST_CELL = 32_000;

function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = cut(withoutFormula(printable(cut(value ?? '', LONGEST_CELL))), LONGEST_CELL);
  return /[",;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What spreadsheets take for a formula, at the start of a cell (white space and quotes do not protect it) or after a
 * semicolon, which separates cells where the decimal sign is a comma.
 */
const FORMULA = /(^|;)([\s"'`\u2018-\u201f]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])/gu;

function withoutFormula(text: string): string {
  return text.replace(FORMULA, "$1'$2");
}
