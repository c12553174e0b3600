import type { Span } from '../../diagnostic/source-text.ts';

/** YAML as rules need it: maps in order, lists and scalars, each with its place in the file. Aliases are resolved. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly span: Span;
}

/** A scalar; `text` is the decoded string, or a number, boolean or null as it is written. */
export type YamlScalar = { readonly text: string; readonly style: ScalarStyle; readonly span: Span } & (
  | { readonly kind: 'string' }
  | { readonly kind: 'number'; readonly value: number; readonly exact: boolean }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
);

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** What a node is, for messages. */
export const KIND_NAMES: Readonly<Record<YamlNode['kind'], string>> = {
  map: 'a map',
  list: 'a list',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  null: 'null',
};

export function isScalar(node: YamlNode): node is YamlScalar {
  return node.kind !== 'map' && node.kind !== 'list';
}

/** The value of a key, or undefined if the map lacks it. */
export function valueAt(map: YamlMap, key: string): YamlNode | undefined {
  return map.entries.find((entry) => entry.key.text === key)?.value;
}
