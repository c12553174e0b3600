import type { Expression } from '../ir.ts';
import type { Problems } from '../problems.ts';
import { nearest } from '../suggest.ts';
import { partOf } from '../yaml/part.ts';
import type { Condition, LocatedCondition } from './ast.ts';
import { namesOf } from './name-pattern.ts';

/** The search identifiers of a detection; undefined where one could not be understood. */
export type Selections = ReadonlyMap<string, Expression | undefined>;

const MAX_TERMS = 100_000;
const MAX_UNKNOWN = 20;

/** Puts the search identifiers into a condition. Marks in `used` each one that the condition names. */
export function resolveCondition(
  located: LocatedCondition,
  selections: Selections,
  used: Set<string>,
  problems: Problems,
): Expression | undefined {
  const before = problems.errors;
  const expression = new Resolver(located, selections, used, problems).resolve(located.condition);
  return problems.errors > before ? undefined : expression;
}

class Resolver {
  readonly #located: LocatedCondition;
  readonly #selections: Selections;
  readonly #used: Set<string>;
  readonly #problems: Problems;
  readonly #unknown = new Set<string>();
  readonly #matches = new Map<string, readonly string[]>();
  #terms = 0;

  constructor(located: LocatedCondition, selections: Selections, used: Set<string>, problems: Problems) {
    this.#located = located;
    this.#selections = selections;
    this.#used = used;
    this.#problems = problems;
  }

  resolve(condition: Condition): Expression | undefined {
    switch (condition.kind) {
      case 'and':
      case 'or':
        return joined(
          condition.kind,
          condition.of.map((child) => this.resolve(child)),
        );
      case 'not': {
        const of = this.resolve(condition.of);
        return of === undefined ? undefined : { kind: 'not', of };
      }
      case 'identifier':
        return this.#identifier(condition);
      case 'quantified':
        return this.#quantified(condition);
    }
  }

  #identifier(condition: Condition & { kind: 'identifier' }): Expression | undefined {
    const { name, start, end } = condition;
    if (this.#selections.has(name)) return this.#selection(name);
    if (this.#unknown.has(name) || this.#unknown.size >= MAX_UNKNOWN) return undefined;
    this.#unknown.add(name);
    const suggestion = nearest(name, this.#selections.keys());
    this.#problems.add('sigma-condition-unknown', partOf(this.#located.scalar, start, end), { name, suggestion });
    return undefined;
  }

  #quantified(condition: Condition & { kind: 'quantified' }): Expression | undefined {
    const { pattern, start, end } = condition;
    const names = this.#namesOf(pattern);
    this.#terms += names.length;
    if (this.#terms > MAX_TERMS) return this.#tooLarge(condition);
    if (names.length === 0 && !this.#unknown.has(pattern)) {
      this.#unknown.add(pattern);
      this.#problems.add('sigma-condition-no-match', partOf(this.#located.scalar, start, end), { pattern });
    }
    return joined(
      condition.quantifier === '1' ? 'or' : 'and',
      names.map((name) => this.#selection(name)),
    );
  }

  #namesOf(pattern: string): readonly string[] {
    const known = this.#matches.get(pattern) ?? namesOf(pattern, this.#selections.keys());
    this.#matches.set(pattern, known);
    return known;
  }

  #tooLarge(condition: Condition & { kind: 'quantified' }): undefined {
    if (this.#unknown.has('')) return undefined;
    this.#unknown.add('');
    const at = partOf(this.#located.scalar, condition.start, condition.end);
    this.#problems.add('sigma-condition-too-large', at, { limit: MAX_TERMS });
    return undefined;
  }

  #selection(name: string): Expression | undefined {
    this.#used.add(name);
    const of = this.#selections.get(name);
    return of === undefined ? undefined : { kind: 'selection', name, of };
  }
}

/** A list joined by `and` or `or`; a list of one is that one, and what is not understood makes the whole so. */
export function joined(kind: 'and' | 'or', of: readonly (Expression | undefined)[]): Expression | undefined {
  const known = of.filter((child) => child !== undefined);
  const [only] = known;
  if (only === undefined || known.length < of.length) return undefined;
  return known.length === 1 ? only : { kind, of: known };
}
