import type { Literal } from '../ast.ts';

/** A literal as text of KQL. Every text, whatever is in it, reads back as itself. */
export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'string':
      return printString(literal.value);
    case 'long':
    case 'bool':
      return String(literal.value);
    case 'real':
      return printReal(literal.value);
    case 'datetime':
      return `datetime(${new Date(literal.value).toISOString()})`;
    case 'timespan':
      return printTimespan(literal.value);
    case 'dynamic':
      return `dynamic(${escaped(JSON.stringify(literal.value))})`;
  }
}

/**
 * A string in double quotes. With backslashes, and nothing that must be escaped, as a verbatim string, in which paths and
 * regular expressions stay readable. What does not print, or could turn the direction of the text, is written as `\u`.
 */
export function printString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (value.includes('\\') && !UNPRINTABLE.test(value)) return `@"${value.replaceAll('"', '""')}"`;
  return `"${escaped(value.replace(/[\\"]/g, '\\$&'))}"`;
}

const PLAIN = /^[ !#-[\]-~]*$/;

/** Controls, format characters, separators of lines, private and unassigned characters, and halves of pairs. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

function escaped(value: string): string {
  if (!UNPRINTABLE.test(value)) return value;
  let out = '';
  for (const character of value) out += UNPRINTABLE.test(character) ? escapeOf(character) : character;
  return out;
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeOf(character: string): string {
  return SHORT[character] ?? [...units(character)].map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function* units(text: string): Generator<number> {
  for (let at = 0; at < text.length; at += 1) yield text.charCodeAt(at);
}

function printReal(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : `real(${text})`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** In the largest unit of which it is a whole number. */
function printTimespan(millis: number): string {
  const [unit, size] = UNITS.find(([, each]) => millis % each === 0) ?? ['ms', 1];
  return `${Math.round(millis / size)}${unit}`;
}
