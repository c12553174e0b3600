import { isScalar, valueAt, type YamlEntry, type YamlMap, type YamlScalar } from '../yaml/node.ts';

/** The text of a key; undefined if it is absent, null, a list or a map. */
export function textAt(map: YamlMap, key: string): YamlScalar | undefined {
  const node = valueAt(map, key);
  return node !== undefined && isScalar(node) && node.kind !== 'null' ? node : undefined;
}

/** The texts in a list, or the one text that is there instead of a list. */
export function textsAt(map: YamlMap, key: string): readonly YamlScalar[] {
  const node = valueAt(map, key);
  if (node === undefined || node.kind === 'map') return [];
  return (node.kind === 'list' ? node.items : [node]).filter(isScalar).filter(({ kind }) => kind !== 'null');
}

/** The entries of the map at a key. */
export function entriesAt(map: YamlMap, key: string): readonly YamlEntry[] {
  const node = valueAt(map, key);
  return node?.kind === 'map' ? node.entries : [];
}
