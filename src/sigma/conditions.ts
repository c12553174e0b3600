import type { LocatedCondition } from './condition/ast.ts';
import { parseCondition } from './condition/parse.ts';
import { resolveCondition, type Selections } from './condition/resolve.ts';
import type { Expression } from './ir.ts';
import { textsIn } from './metadata.ts';
import type { Problems } from './problems.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml/node.ts';

/** Reads the condition, or each of a list of conditions. */
export function parseConditions(node: YamlNode, problems: Problems): LocatedCondition[] {
  if (node.kind === 'list' && node.items.length === 0) problems.add('sigma-empty', node.span, { what: "'condition'" });
  return textsIn(node, 'condition', problems).flatMap((scalar: YamlScalar) => {
    const condition = parseCondition(scalar, problems);
    return condition === undefined ? [] : [{ condition, scalar }];
  });
}

/** Puts the search identifiers into the conditions, and warns of those that no condition uses. */
export function resolveConditions(
  conditions: readonly LocatedCondition[],
  selections: Selections,
  entries: readonly YamlEntry[],
  problems: Problems,
): Expression[] {
  const used = new Set<string>();
  const resolved = conditions.flatMap((condition) => resolveCondition(condition, selections, used, problems) ?? []);
  if (conditions.length > 0)
    for (const { key } of entries)
      if (!used.has(key.text)) problems.add('sigma-unused-identifier', key.span, { name: key.text });
  return resolved;
}
