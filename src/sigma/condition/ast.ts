import type { YamlScalar } from '../yaml/node.ts';

/** A condition as it is written. `start` and `end` are offsets in the condition's text. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | ({ readonly kind: 'identifier'; readonly name: string } & Range)
  | ({ readonly kind: 'quantified'; readonly quantifier: '1' | 'all'; readonly pattern: string } & Range);

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A condition with the scalar that holds it, which turns offsets into places in the file. */
export interface LocatedCondition {
  readonly condition: Condition;
  readonly scalar: YamlScalar;
}

const STRENGTH: Readonly<Record<Condition['kind'], number>> = { or: 0, and: 1, not: 2, identifier: 3, quantified: 3 };

/** The condition as text, with the fewest parentheses. */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.of.map((child) => wrapped(child, STRENGTH[condition.kind] + 1)).join(` ${condition.kind} `);
    case 'not':
      return `not ${wrapped(condition.of, STRENGTH.not)}`;
    case 'identifier':
      return condition.name;
    case 'quantified':
      return `${condition.quantifier} of ${condition.pattern}`;
  }
}

function wrapped(child: Condition, least: number): string {
  const text = printCondition(child);
  return STRENGTH[child.kind] < least ? `(${text})` : text;
}
