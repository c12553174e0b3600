import type { DetectionItem, Expression, ValueTest } from '../sigma/ir.ts';
import type { MappedField, MappedRule } from './mapped.ts';
import { compileTest, type PlaceTest } from './value-test.ts';

/** A mapped expression with everything computed that does not depend on the event. */
export type Prepared =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Prepared[] }
  | { readonly kind: 'not'; readonly of: Prepared }
  | { readonly kind: 'selection'; readonly name: string; readonly of: Prepared }
  | PreparedItem;

export interface PreparedItem {
  readonly kind: 'item';
  readonly item: DetectionItem<MappedField>;
  readonly tests: readonly PreparedTest[];
}

export interface PreparedTest {
  readonly test: ValueTest<MappedField>;
  readonly holds: PlaceTest;
}

/** A rule that is ready to be matched with events. */
export interface PreparedRule extends MappedRule {
  readonly prepared: readonly Prepared[];
}

export function prepareRule(mapped: MappedRule): PreparedRule {
  const done = new Map<Expression<MappedField>, Prepared>();
  return { ...mapped, prepared: mapped.conditions.map((condition) => prepare(condition, done)) };
}

/** Prepares an expression. What occurs in it several times is prepared once. */
export function prepare(
  expression: Expression<MappedField>,
  done: Map<Expression<MappedField>, Prepared> = new Map(),
): Prepared {
  const known = done.get(expression);
  if (known !== undefined) return known;
  const prepared = prepareNew(expression, done);
  done.set(expression, prepared);
  return prepared;
}

function prepareNew(expression: Expression<MappedField>, done: Map<Expression<MappedField>, Prepared>): Prepared {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { kind: expression.kind, of: expression.of.map((child) => prepare(child, done)) };
    case 'not':
    case 'selection':
      return { ...expression, of: prepare(expression.of, done) };
    case 'item':
      return { ...expression, tests: expression.item.tests.map(prepareTest) };
  }
}

function prepareTest(test: ValueTest<MappedField>): PreparedTest {
  return { test, holds: compileTest(test, test.text) };
}
