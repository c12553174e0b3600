import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source-text.ts';
import type { AncestorField } from '../../event/taxonomy.ts';
import type { Scalar } from '../../kql/ast.ts';
import { call, column } from '../../kql/build.ts';
import type { Place } from '../field.ts';
import type { Table } from '../target.ts';

/** What is known and collected while a formula becomes a predicate. */
export class Lowering {
  readonly table: Table;
  readonly diagnostics: Diagnostic[] = [];
  readonly #ancestors = new Map<string, AncestorFlag>();

  constructor(table: Table) {
    this.table = table;
  }

  /** The flag that some ancestor of the row satisfies a predicate; the same predicate has the same flag. */
  ancestorFlag(predicate: Scalar): Scalar {
    const key = JSON.stringify(predicate, (name, value: unknown) =>
      name === 'origin' ? undefined : typeof value === 'bigint' ? `${value}n` : value,
    );
    const known = this.#ancestors.get(key) ?? { name: `Ancestor${this.#ancestors.size + 1}`, predicate };
    this.#ancestors.set(key, known);
    return column(known.name);
  }

  ancestors(): readonly AncestorFlag[] {
    return [...this.#ancestors.values()];
  }
}

/** A column that says whether an ancestor satisfies a predicate over `Ancestor`. */
export interface AncestorFlag {
  readonly name: string;
  readonly predicate: Scalar;
}

/** How a test is asked: of which place, whether under some `not`, and where the rule writes it. */
export interface Question {
  readonly place: Place;
  /** Under a `not` an expression must be true or false, never null, which `not` would leave null. */
  readonly isUnderNot: boolean;
  readonly span: Span;
  readonly lowering: Lowering;
}

export const ANCESTOR = 'Ancestor';

/** A property of the ancestor at hand, as text. */
export function ancestorPlace(field: AncestorField): Place {
  return { of: call('tostring', { kind: 'member', of: column(ANCESTOR), name: field }), type: 'string' };
}

/** The value of a place as a string: the one that ASIM and our events have. */
export function asString({ of, type }: Place): Scalar {
  return type === 'string' || type === 'id' ? of : call('tostring', of);
}

/** Whether a place holds nothing. */
export function isAbsent({ of, type }: Place): Scalar {
  return call(type === 'string' || type === 'id' ? 'isempty' : 'isnull', of);
}

export function isPresent({ of, type }: Place): Scalar {
  return call(type === 'string' || type === 'id' ? 'isnotempty' : 'isnotnull', of);
}
