import type { CST } from 'yaml';

/** The deepest nesting of maps and lists that rule files may have. */
export const MAX_DEPTH = 40;

/** The offset at which the nesting of a token stream becomes too deep; undefined if it never does. No recursion. */
export function depthOf(tokens: readonly CST.Token[]): number | undefined {
  const stack = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return 'offset' in token && typeof token.offset === 'number' ? token.offset : 0;
    for (const child of childrenOf(token)) stack.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, 'value' in item ? item.value : undefined].filter(isToken));
}

function isToken(value: CST.Token | null | undefined): value is CST.Token {
  return value !== null && value !== undefined;
}
