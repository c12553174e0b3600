/** Brackets deeper than this are refused before the official parser, which takes minutes for some thousand, is asked. */
const MAX_DEPTH = 200;

/** Operands of one chain of operators, at most: the parser recurses for each. */
const MAX_WORDS = 20_000;

/** Texts and comments, which may hold brackets; then brackets; then words that join operands. */
const TOKENS =
  /@"(?:[^"]|"")*"?|@'(?:[^']|'')*'?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|```[^`]*(?:```)?|[([{]|[)\]}]|\b(?:and|or)\b|[-+*/]/gi;

/** Whether a query is nested, or has chains, too deeply to be parsed in bounded time. */
export function isTooDeep(query: string): boolean {
  let depth = 0;
  let joined = 0;
  for (const [token] of query.matchAll(TOKENS)) {
    if (token === '(' || token === '[' || token === '{') depth += 1;
    else if (token === ')' || token === ']' || token === '}') depth -= 1;
    else if (token.length <= 3 && !/^["'@/]{2}/.test(token)) joined += 1;
    if (depth > MAX_DEPTH || joined > MAX_WORDS) return true;
  }
  return false;
}
