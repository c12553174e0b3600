import type { Span } from '../diagnostic/source-text.ts';
import type { Problems } from './problems.ts';
import { isScalar, KIND_NAMES, valueAt, type YamlMap, type YamlNode, type YamlScalar } from './yaml/node.ts';

/** A key whose value is text. Null is absence; a number or boolean is its text. */
export function readScalar(map: YamlMap, key: string, problems: Problems): YamlScalar | undefined {
  const node = valueAt(map, key);
  if (node === undefined || node.kind === 'null') return undefined;
  if (isScalar(node)) return node;
  wrongType(node, key, 'text', problems);
  return undefined;
}

export function readText(map: YamlMap, key: string, problems: Problems): string | undefined {
  return readScalar(map, key, problems)?.text;
}

/** A key that must be there and hold text that is not empty. */
export function readMandatory(map: YamlMap, key: string, where: string, problems: Problems): YamlScalar | undefined {
  const node = valueAt(map, key);
  if (node !== undefined && node.kind !== 'null' && !isScalar(node)) wrongType(node, key, 'text', problems);
  else if (node === undefined || node.kind === 'null' || node.text.trim() === '')
    problems.add('sigma-missing', start(node?.span ?? map.span), { key, where });
  else return node;
  return undefined;
}

/** A key whose value is a list of texts, or one text. */
export function readTexts(map: YamlMap, key: string, problems: Problems): readonly YamlScalar[] {
  const node = valueAt(map, key);
  if (node === undefined || node.kind === 'null') return [];
  return textsIn(node, key, problems);
}

export function textsIn(node: YamlNode, key: string, problems: Problems): readonly YamlScalar[] {
  if (node.kind === 'map') {
    wrongType(node, key, 'text or a list of texts', problems);
    return [];
  }
  return (node.kind === 'list' ? node.items : [node]).flatMap((item) => {
    if (isScalar(item) && item.kind !== 'null') return [item];
    wrongType(item, key, 'a list of texts', problems);
    return [];
  });
}

/** A key that must be there and hold a map. */
export function readMap(map: YamlMap, key: string, where: string, problems: Problems): YamlMap | undefined {
  const node = valueAt(map, key);
  if (node?.kind === 'map') return node;
  if (node === undefined) problems.add('sigma-missing', start(map.span), { key, where });
  else wrongType(node, key, 'a map', problems);
  return undefined;
}

export function wrongType(node: YamlNode, what: string, expected: string, problems: Problems): void {
  problems.add('sigma-wrong-type', node.span, { what, expected, found: KIND_NAMES[node.kind] });
}

/** The first character of a span: for problems of a whole map. */
export function start(span: Span): Span {
  return { ...span, end: span.start + 1 };
}

/** An object without the keys whose value is undefined. */
export function present<T extends Record<string, unknown>>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
