import { languageService } from '../analyse/language-service.ts';
import { kindOf, type Node, nameOf, part } from '../syntax.ts';

/** How often names may stand for each other, all told. */
const MAX_GROWTH = 20_000;

/** Fewer statements can't grow beyond that. */
const FEW = 8;

/**
 * A statement whose name stands, by way of others, for so much that the binder would not come to an end: `let b = union a, a;
 * let c = union b, b; …`. Undefined where there is none.
 */
export function tooLarge(text: string): { readonly start: number; readonly end: number } | undefined {
  if ((text.match(/\blet\b/g)?.length ?? 0) < FEW) return undefined;
  const { KustoCode } = languageService() as unknown as {
    readonly KustoCode: { Parse(text: string): { Syntax: Node } };
  };
  const sizes = new Map<string, number>();
  for (const node of nodesOf(KustoCode.Parse(text).Syntax)) {
    if (kindOf(node) !== 'LetStatement') continue;
    let size = 1;
    for (const each of nodesOf(part(node, 'Expression')))
      if (kindOf(each) === 'NameReference') size += sizes.get(nameOf(each)) ?? 0;
    if (size > MAX_GROWTH) return { start: node.TextStart, end: node.TextStart + node.Width };
    sizes.set(nameOf(part(node, 'Name')), size);
  }
  return undefined;
}

/** A node and all within it, in the order of the text, however deep. */
function* nodesOf(root: Node): Generator<Node> {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (let at = node.ChildCount - 1; at >= 0; at -= 1) {
      const child = node.GetChild(at);
      if (child !== null && child !== undefined) waiting.push(child);
    }
  }
}
