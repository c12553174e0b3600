import type { Literal, Scalar } from '../../kql/ast.ts';
import { anyOf, binary, text } from '../../kql/build.ts';
import type { FieldPlace } from '../../sigma/ir.ts';
import { impliedTerm } from './terms.ts';

/**
 * Conditions on whole terms, for which Kusto has an index, that every row must satisfy that satisfies the predicate. They
 * never change the answer; each is implied by a part that must hold.
 */
export function prefilterOf(predicate: Scalar): readonly Scalar[] {
  return conjunctsOf(predicate).flatMap((part) => {
    const terms = termsOf(part);
    return terms === undefined || terms.every(({ isIndexed }) => isIndexed) ? [] : [conditionOf(terms)];
  });
}

/** A term that a column has. */
interface Term {
  readonly value: Scalar & { readonly kind: 'column' };
  readonly term: string;
  readonly cased: boolean;
  /** Whether the predicate itself can use the index. */
  readonly isIndexed: boolean;
}

function conjunctsOf(expression: Scalar): readonly Scalar[] {
  if (expression.kind === 'from') return conjunctsOf(expression.of);
  return expression.kind === 'and' ? expression.of.flatMap(conjunctsOf) : [expression];
}

/** Terms of which a row has at least one where the expression holds; undefined if none are known. */
function termsOf(expression: Scalar): readonly Term[] | undefined {
  switch (expression.kind) {
    case 'from':
      return termsOf(expression.of);
    case 'or':
      return allTerms(expression.of);
    case 'and':
      return expression.of.map(termsOf).reduce(better, undefined);
    case 'binary':
      return termOf(expression);
    case 'among':
      return expression.operator === 'in' || expression.operator === 'in~' ? listTerms(expression) : undefined;
    default:
      return undefined;
  }
}

function allTerms(alternatives: readonly Scalar[]): readonly Term[] | undefined {
  const all: Term[] = [];
  for (const each of alternatives) {
    const terms = termsOf(each);
    if (terms === undefined) return undefined;
    all.push(...terms);
  }
  return all;
}

/** Of two sets of which each is enough, the one with fewer terms, or else with longer ones. */
function better(one: readonly Term[] | undefined, other: readonly Term[] | undefined): readonly Term[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.length !== other.length) return one.length < other.length ? one : other;
  return shortest(one) >= shortest(other) ? one : other;
}

function shortest(terms: readonly Term[]): number {
  return Math.min(...terms.map(({ term }) => term.length));
}

const PLACES: Readonly<
  Record<string, { readonly where: FieldPlace; readonly cased: boolean; readonly isIndexed: boolean }>
> = {
  '=~': { where: 'equals', cased: false, isIndexed: true },
  '==': { where: 'equals', cased: true, isIndexed: true },
  startswith: { where: 'startswith', cased: false, isIndexed: false },
  startswith_cs: { where: 'startswith', cased: true, isIndexed: false },
  endswith: { where: 'endswith', cased: false, isIndexed: false },
  endswith_cs: { where: 'endswith', cased: true, isIndexed: false },
  contains: { where: 'contains', cased: false, isIndexed: false },
  contains_cs: { where: 'contains', cased: true, isIndexed: false },
};

function termOf({ operator, left, right }: Scalar & { kind: 'binary' }): readonly Term[] | undefined {
  const place = PLACES[operator];
  if (place === undefined || left.kind !== 'column' || right.kind !== 'string') return undefined;
  const term = impliedTerm(right.value, place.where);
  return term === undefined ? undefined : [{ value: left, term, cased: place.cased, isIndexed: place.isIndexed }];
}

function listTerms({ operator, value, list }: Scalar & { kind: 'among' }): readonly Term[] | undefined {
  if (value.kind !== 'column') return undefined;
  const all: Term[] = [];
  for (const each of list) {
    const term = each.kind === 'string' ? impliedTerm(each.value, 'equals') : undefined;
    if (term === undefined) return undefined;
    all.push({ value, term, cased: operator === 'in', isIndexed: true });
  }
  return all;
}

/** `has` or `has_any`, one for each column. Terms of which letter case counts are asked for without regard to it. */
function conditionOf(terms: readonly Term[]): Scalar {
  const byColumn = Map.groupBy(terms, ({ value }) => value.name);
  return anyOf([...byColumn.values()].map(columnCondition));
}

function columnCondition(terms: readonly Term[]): Scalar {
  const [first, ...rest] = terms;
  if (first === undefined) throw new Error('no term of a column');
  const { value } = first;
  const distinct = [...new Map(terms.map(({ term }) => [term.toLowerCase(), term])).values()];
  const [only, ...others] = distinct;
  if (only !== undefined && others.length === 0)
    return binary(value, rest.length === 0 && first.cased ? 'has_cs' : 'has', text(only));
  return { kind: 'among', operator: 'has_any', value, list: distinct.map((term): Literal => text(term)) };
}
