import type { LocatedCondition } from './condition/ast.ts';
import { parseCondition } from './condition/parse.ts';
import { resolveCondition, type Selections } from './condition/resolve.ts';
import type { Expression } from './ir.ts';
import { textsIn } from './metadata.ts';
import type { Problems } from './problems.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml/node.ts';

/** The conditions of a rule; `isWhole` is false where one of them could not be read. */
export interface ParsedConditions {
  readonly located: readonly LocatedCondition[];
  readonly isWhole: boolean;
}

/** Reads the condition, or each of a list of conditions. */
export function parseConditions(node: YamlNode, problems: Problems): ParsedConditions {
  const before = problems.errors;
  if (node.kind === 'list' && node.items.length === 0) problems.add('sigma-empty', node.span, { what: "'condition'" });
  const located = textsIn(node, 'condition', problems).flatMap((scalar: YamlScalar) => {
    const condition = parseCondition(scalar, problems);
    return condition === undefined ? [] : [{ condition, scalar }];
  });
  return { located, isWhole: problems.errors === before };
}

/** Puts the search identifiers into the conditions. If all are understood, warns of identifiers that none uses. */
export function resolveConditions(
  { located, isWhole }: ParsedConditions,
  selections: Selections,
  entries: readonly YamlEntry[],
  problems: Problems,
): Expression[] {
  const before = problems.errors;
  const used = new Set<string>();
  const resolved = located.flatMap((condition) => resolveCondition(condition, selections, used, problems) ?? []);
  const unused = isWhole && problems.errors === before ? entries.filter(({ key }) => !used.has(key.text)) : [];
  for (const { key } of unused) problems.add('sigma-unused-identifier', key.span, { name: key.text });
  return resolved;
}
