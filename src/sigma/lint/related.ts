import { valueAt, type YamlMap } from '../yaml/node.ts';

/** The entries of `related` that are maps, as they should be. */
export function relatedMaps(root: YamlMap): YamlMap[] {
  const related = valueAt(root, 'related');
  return related?.kind === 'list' ? related.items.flatMap((entry) => (entry.kind === 'map' ? [entry] : [])) : [];
}
