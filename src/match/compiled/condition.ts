import { holds } from '../evaluate.ts';
import type { EventView } from '../event-view.ts';
import type { Prepared, PreparedItem } from '../prepare.ts';
import type { Atoms } from './atoms.ts';

/** A condition over atoms. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  /** Of these atoms all, or any, hold. */
  | { readonly kind: 'all' | 'any'; readonly atoms: Int32Array }
  /** What is not made of atoms is left to the plain evaluator. */
  | { readonly kind: 'plain'; readonly item: PreparedItem };

/** Compiles expressions; what occurs in several places of a rule is compiled once. */
export class ConditionCompiler {
  /** How many items are left to the plain evaluator. */
  plain = 0;
  readonly #atoms: Atoms;
  readonly #done = new Map<Prepared, Condition>();

  constructor(atoms: Atoms) {
    this.#atoms = atoms;
  }

  compile(expression: Prepared): Condition {
    const known = this.#done.get(expression);
    if (known !== undefined) return known;
    const condition = this.#compileNew(expression);
    this.#done.set(expression, condition);
    return condition;
  }

  #compileNew(expression: Prepared): Condition {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return { kind: expression.kind, of: expression.of.map((child) => this.compile(child)) };
      case 'not':
        return { kind: 'not', of: this.compile(expression.of) };
      case 'selection':
        return this.compile(expression.of);
      case 'item':
        return this.#item(expression);
    }
  }

  /** An item holds if one of its columns satisfies all, or any, of its tests. Ancestors and keywords stay plain. */
  #item(item: PreparedItem): Condition {
    const { field, quantifier } = item.item;
    if (field === undefined || field.ancestors !== undefined) {
      this.plain += 1;
      return { kind: 'plain', item };
    }
    const atoms = field.columns.map((column) => item.tests.map((test) => this.#atoms.add(column, test)));
    if (quantifier === 'any') return { kind: 'any', atoms: Int32Array.from(atoms.flat()) };
    const columns = atoms.map((each): Condition => ({ kind: 'all', atoms: Int32Array.from(each) }));
    const [first] = columns;
    return columns.length === 1 && first !== undefined ? first : { kind: 'or', of: columns };
  }
}

/** Whether conditions ask for more of the event than single columns. What occurs several times is looked at once. */
export class Surroundings {
  readonly #atoms: Atoms;
  readonly #done = new Map<Condition, boolean>();

  constructor(atoms: Atoms) {
    this.#atoms = atoms;
  }

  areAsked(condition: Condition): boolean {
    const known = this.#done.get(condition) ?? this.#look(condition);
    this.#done.set(condition, known);
    return known;
  }

  #look(condition: Condition): boolean {
    switch (condition.kind) {
      case 'and':
      case 'or':
        return condition.of.some((child) => this.areAsked(child));
      case 'not':
        return this.areAsked(condition.of);
      case 'all':
      case 'any':
        return condition.atoms.some((atom) => this.#atoms.looksAround(atom));
      case 'plain':
        return true;
    }
  }
}

export function conditionHolds(condition: Condition, atoms: Atoms, view: EventView): boolean {
  switch (condition.kind) {
    case 'and':
      return allOf(condition.of, atoms, view, true);
    case 'or':
      return !allOf(condition.of, atoms, view, false);
    case 'not':
      return !conditionHolds(condition.of, atoms, view);
    case 'all':
      return allAre(condition.atoms, atoms, view, true);
    case 'any':
      return !allAre(condition.atoms, atoms, view, false);
    case 'plain':
      return holds(condition.item, view);
  }
}

function allOf(conditions: readonly Condition[], atoms: Atoms, view: EventView, wanted: boolean): boolean {
  for (const condition of conditions) if (conditionHolds(condition, atoms, view) !== wanted) return false;
  return true;
}

function allAre(list: Int32Array, atoms: Atoms, view: EventView, wanted: boolean): boolean {
  for (let at = 0; at < list.length; at += 1) if (atoms.holds(list[at] ?? 0, view) !== wanted) return false;
  return true;
}
