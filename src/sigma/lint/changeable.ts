import { CST, Lexer } from 'yaml';

/**
 * Whether the text of a file may be changed in one place without a change in another: not where anchors repeat a part, or
 * where documents are templates for others.
 */
export function canBeFixed(text: string): boolean {
  return !/^\s*['"]?action['"]?\s*:/m.test(text) && !hasAnchors(text);
}

function hasAnchors(text: string): boolean {
  let isContent = false;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (!isContent && (type === 'anchor' || type === 'alias')) return true;
    isContent = type === 'scalar';
  }
  return false;
}
