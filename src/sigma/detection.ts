import { joined, type Selections } from './condition/resolve.ts';
import type { Context } from './context.ts';
import type { Expression } from './ir.ts';
import { parseItem, parseKeywords } from './item.ts';
import { isScalar, type YamlEntry, type YamlNode } from './yaml/node.ts';

/** Reads the search identifiers of a detection or a filter: every key but those that mean something else. */
export function parseSelections(entries: readonly YamlEntry[], context: Context): Selections {
  return new Map(entries.map(({ key, value }) => [key.text, parseSelection(key.text, value, context)]));
}

/** A map is joined by `and`; a list of maps, or of keywords, by `or`. Lists may hold lists and both kinds. */
function parseSelection(name: string, node: YamlNode, context: Context): Expression | undefined {
  const { problems } = context;
  const before = problems.errors;
  const expression =
    node.kind === 'map' || node.kind === 'list' ? parseGroup(name, node, context) : parseOne(node, context);
  return problems.errors > before ? undefined : expression;
}

function parseOne(node: YamlNode, context: Context): Expression | undefined {
  return isScalar(node) ? parseKeywords([node], node, context) : undefined;
}

function parseGroup(name: string, node: YamlNode & { kind: 'map' | 'list' }, context: Context): Expression | undefined {
  const size = node.kind === 'map' ? node.entries.length : node.items.length;
  if (size === 0) {
    context.problems.add('sigma-empty', node.span, { what: `'${name}'` });
    return undefined;
  }
  if (node.kind === 'map')
    return joined(
      'and',
      node.entries.map(({ key, value }) => parseItem(key, value, context)),
    );
  return parseList(name, node.items, node, context);
}

function parseList(name: string, items: readonly YamlNode[], at: YamlNode, context: Context): Expression | undefined {
  const keywords = items.filter(isScalar);
  const groups = items.filter((item) => !isScalar(item));
  const parsed = groups.map((group) => parseSelection(name, group, context));
  return joined('or', keywords.length === 0 ? parsed : [parseKeywords(keywords, at, context), ...parsed]);
}
