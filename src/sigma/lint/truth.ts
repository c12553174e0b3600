import type { Condition } from '../condition/ast.ts';
import { printExpression } from '../print.ts';
import { type Leaf, leavesOf, namesAt } from './condition.ts';
import type { LintDocument } from './document.ts';

/** Conditions of more different identifiers are not tried out. */
const MAX_ATOMS = 10;
const MAX_LEAVES = 200;

/** What a condition comes to whatever its identifiers say; undefined where that depends on them, or is not known. */
export function constantOf(condition: Condition, document: LintDocument): boolean | undefined {
  const leaves = leavesOf(condition);
  if (leaves.length > MAX_LEAVES || leaves.some((leaf) => namesAt(leaf, document).length === 0)) return undefined;
  const atoms = atomsOf(leaves, document);
  const all = [...new Set([...atoms.values()].flat())];
  if (all.length > MAX_ATOMS) return undefined;
  const values = new Set<boolean>();
  for (let bits = 0; bits < 2 ** all.length && values.size < 2; bits += 1) {
    const isTrue = new Set(all.filter((_, index) => (bits >> index) % 2 === 1));
    values.add(evaluate(condition, (leaf) => leafHolds(leaf, atoms.get(leaf) ?? [], isTrue)));
  }
  return values.size === 1 ? values.has(true) : undefined;
}

/**
 * The independent truths that each leaf is made of. Identifiers that say the same are one; those that only one leaf
 * names, and no other, are one together, since nothing else can tell them apart.
 */
function atomsOf(leaves: readonly Leaf[], document: LintDocument): Map<Leaf, readonly string[]> {
  const named = leaves.map((leaf) => ({ leaf, atoms: namesAt(leaf, document).map((name) => atomOf(name, document)) }));
  const uses = new Map<string, number>();
  for (const { atoms } of named) for (const atom of new Set(atoms)) uses.set(atom, (uses.get(atom) ?? 0) + 1);
  return new Map(
    named.map(({ leaf, atoms }, index) => {
      const own = atoms.some((atom) => uses.get(atom) === 1) ? [`own ${index}`] : [];
      return [leaf, [...own, ...atoms.filter((atom) => uses.get(atom) !== 1)]];
    }),
  );
}

function atomOf(name: string, { meanings }: LintDocument): string {
  const meaning = meanings.get(name);
  return meaning === undefined ? `named ${name}` : printExpression(meaning, (field) => JSON.stringify(field));
}

function leafHolds(leaf: Leaf, atoms: readonly string[], isTrue: ReadonlySet<string>): boolean {
  const isAny = leaf.kind === 'quantified' && leaf.quantifier === '1';
  return isAny ? atoms.some((atom) => isTrue.has(atom)) : atoms.every((atom) => isTrue.has(atom));
}

function evaluate(condition: Condition, holds: (leaf: Leaf) => boolean): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.of.every((child) => evaluate(child, holds));
    case 'or':
      return condition.of.some((child) => evaluate(child, holds));
    case 'not':
      return !evaluate(condition.of, holds);
    case 'identifier':
    case 'quantified':
      return holds(condition);
  }
}
