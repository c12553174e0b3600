import { Document, type Scalar, visit } from 'yaml';
import type { Json } from '../../kql/ast.ts';
import { escapeCodePoint, escapeUnprintable, isPrintable } from './escape.ts';

/** Documents as YAML: texts of several lines as blocks, and whatever could be misread in double quotes, escaped. */
export function printYaml(documents: readonly Json[]): string {
  return documents.map(printDocument).join('---\n');
}

/** Text in double quotes stays on its line. */
const LAYOUT = { lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY };

function printDocument(value: Json): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, { Scalar: (_, node) => setStyle(node) });
  // What does not print is by now in double quotes only, where it can be written as an escape.
  return escapeUnprintable(document.toString(LAYOUT), escapeCodePoint);
}

/** What begins with a mark could mean something to a reader of an older version of YAML, as `=` does. */
function setStyle(node: Scalar): void {
  if (typeof node.value !== 'string') return;
  if (isBlock(node.value)) node.type = 'BLOCK_LITERAL';
  else if (!isPrintable(node.value) || !/^[\p{L}\p{N}]/u.test(node.value)) node.type = 'QUOTE_DOUBLE';
}

/** Whether a block gives lines back as they are: they are printable, and begin and end with something to see. */
function isBlock(text: string): boolean {
  const lines = text.split('\n');
  return lines.length > 1 && /^\S/.test(text) && /\S$/.test(text) && !/[ \t]\n/.test(text) && lines.every(isPrintable);
}
