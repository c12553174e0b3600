import type { Context } from '../context.ts';
import type { DetectionItem, Expression } from '../ir.ts';
import { parseItem, parseKeywords } from '../item.ts';
import { isScalar, type YamlEntry, type YamlNode, type YamlScalar } from '../yaml/node.ts';

/** A detection item as it is written. */
export interface WrittenItem {
  /** `field|modifier|…`; undefined for keywords without a key. */
  readonly key: YamlScalar | undefined;
  /** Empty for keywords. */
  readonly field: string;
  readonly modifiers: readonly string[];
  readonly values: readonly YamlScalar[];
  /** The list around the values, if there is one. */
  readonly list: YamlNode | undefined;
  /** All keys of the map that it is in. */
  readonly siblings: readonly string[];
  /** What it means; undefined where that was not understood. */
  readonly item: DetectionItem | undefined;
}

/** All items below search identifiers. The nesting is bounded by the YAML reader. */
export function itemsOf(selections: readonly YamlEntry[], context: Context): WrittenItem[] {
  return selections.flatMap(({ value }) => itemsIn(value, context));
}

function itemsIn(node: YamlNode, context: Context): WrittenItem[] {
  if (node.kind === 'map') return mapItems(node.entries, context);
  if (node.kind !== 'list') return [keywords([node], node, context)];
  const scalars = node.items.filter(isScalar);
  const groups = node.items.filter((item) => !isScalar(item));
  const own = scalars.length === 0 ? [] : [keywords(scalars, node, context)];
  return [...own, ...groups.flatMap((group) => itemsIn(group, context))];
}

function mapItems(entries: readonly YamlEntry[], context: Context): WrittenItem[] {
  const siblings = entries.map(({ key }) => key.text);
  return entries.map(({ key, value }) => {
    const [field = '', ...modifiers] = key.text.split('|');
    const values = (value.kind === 'list' ? value.items : [value]).filter(isScalar);
    const list = value.kind === 'list' ? value : undefined;
    return { key, field, modifiers, values, list, siblings, item: itemOf(parseItem(key, value, context)) };
  });
}

function keywords(values: readonly YamlScalar[], at: YamlNode, context: Context): WrittenItem {
  const list = at.kind === 'list' ? at : undefined;
  const item = itemOf(parseKeywords(values, at, context));
  return { key: undefined, field: '', modifiers: [], values, list, siblings: [], item };
}

/** The item itself, also where `neq` negates it. */
function itemOf(expression: Expression | undefined): DetectionItem | undefined {
  if (expression?.kind === 'not') return itemOf(expression.of);
  return expression?.kind === 'item' ? expression.item : undefined;
}
