import type { Span } from '../../diagnostic/source-text.ts';
import type { Condition, LocatedCondition } from '../condition/ast.ts';
import { namesOf } from '../condition/name-pattern.ts';
import { tokenize } from '../condition/tokens.ts';
import { partOf } from '../yaml/part.ts';
import type { LintDocument } from './document.ts';

export type Leaf = Extract<Condition, { kind: 'identifier' | 'quantified' }>;

/** Every node of a condition, the outer before the inner. The nesting is bounded by the parser. */
export function nodesOf(condition: Condition): Condition[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [condition, ...condition.of.flatMap(nodesOf)];
    case 'not':
      return [condition, ...nodesOf(condition.of)];
    case 'identifier':
    case 'quantified':
      return [condition];
  }
}

export function leavesOf(condition: Condition): Leaf[] {
  return nodesOf(condition).flatMap((node) => (node.kind === 'identifier' || node.kind === 'quantified' ? [node] : []));
}

/** The search identifiers that a leaf names. */
export function namesAt(leaf: Leaf, { selections }: LintDocument): string[] {
  const names = selections.map(({ key }) => key.text);
  if (leaf.kind === 'quantified') return namesOf(leaf.pattern, names);
  return names.includes(leaf.name) ? [leaf.name] : [];
}

/** The place of a node: from its first `not` or identifier to its last identifier. */
export function spanOf(node: Condition, { scalar }: LocatedCondition): Span {
  const leaves = leavesOf(node);
  const [first, last] = [leaves[0], leaves.at(-1)];
  if (first === undefined || last === undefined) return scalar.span;
  return partOf(scalar, notBefore(scalar.text, first.start, leadingNots(node)), last.end);
}

/** How many `not` stand before the first identifier of a node and belong to it. */
function leadingNots(node: Condition): number {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const [first] = node.of;
      return first === undefined ? 0 : leadingNots(first);
    }
    case 'not':
      return 1 + leadingNots(node.of);
    case 'identifier':
    case 'quantified':
      return 0;
  }
}

/** Where the `count`th `not` before a place stands; the place itself for none. */
function notBefore(text: string, place: number, count: number): number {
  if (count === 0) return place;
  const nots = tokenize(text.slice(0, place)).filter((token) => token.text === 'not');
  return nots.at(-count)?.start ?? place;
}
