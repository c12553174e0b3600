import { report } from '../../diagnostic/diagnostic.ts';
import type { Scalar } from '../../kql/ast.ts';
import { allOf, anyOf, constantOf, FALSE, negated } from '../../kql/build.ts';
import type { MappedField } from '../../match/mapping.ts';
import type { DetectionItem, Expression, Test, ValueTest } from '../../sigma/ir.ts';
import { compileRegex } from '../../sigma/regex.ts';
import type { Place } from '../field.ts';
import { ancestorPlace, isPresent, type Lowering } from './context.ts';
import { equalsOneOf } from './one-of.ts';
import { lowerTest } from './test.ts';

type Mapped = Expression<MappedField<Place>>;
type Item = DetectionItem<MappedField<Place>>;
type Asked = ValueTest<MappedField<Place>>;

/** A mapped formula as a predicate over rows, in the order in which the rule says it. */
export function lowerExpression(expression: Mapped, lowering: Lowering, isUnderNot = false): Scalar {
  switch (expression.kind) {
    case 'and':
      return allOf(expression.of.map((each) => lowerExpression(each, lowering, isUnderNot)));
    case 'or':
      return anyOf(expression.of.map((each) => lowerExpression(each, lowering, isUnderNot)));
    case 'not':
      return negated(lowerExpression(expression.of, lowering, true));
    case 'selection':
      return lowerExpression(expression.of, lowering, isUnderNot);
    case 'item':
      return lowerItem(expression.item, lowering, isUnderNot);
  }
}

/** A field's item holds if it holds in one place. The parent process, further up, is asked before the acting one. */
function lowerItem(item: Item, lowering: Lowering, isUnderNot: boolean): Scalar {
  if (item.field === undefined) return lowerKeywords(item, lowering, isUnderNot);
  const { columns, ancestors } = item.field;
  const inColumns = columns.toReversed().map((place) => inPlace(item, place, lowering, isUnderNot));
  if (ancestors === undefined) return anyOf(inColumns);
  return anyOf([...inColumns, inAncestors(item, ancestorPlace(ancestors), lowering)]);
}

function inPlace({ tests, quantifier }: Item, place: Place, lowering: Lowering, isUnderNot: boolean): Scalar {
  const list = quantifier === 'any' ? equalsOneOf(tests, place, lowering) : undefined;
  if (list !== undefined) return list;
  const asked = tests.map((test) => ask(test, place, lowering, isUnderNot));
  return quantifier === 'all' ? allOf(asked) : anyOf(asked);
}

function ask(test: Asked, place: Place, lowering: Lowering, isUnderNot: boolean): Scalar {
  const of = lowerTest(test, test.text, { place, isUnderNot, span: test.span, lowering });
  return of.kind === 'bool' ? of : { kind: 'from', origin: test.span, of };
}

/** What is asked of an ancestor is asked of each row of the list; counting never gives null. */
function inAncestors(item: Item, place: Place, lowering: Lowering): Scalar {
  if (lowering.table.ancestors === undefined) {
    lowering.diagnostics.push(report('kql-no-ancestors', item.span, { table: lowering.table.schema.name }));
    return FALSE;
  }
  for (const test of item.tests)
    if (holdsForNothing(test)) lowering.diagnostics.push(report('kql-ancestor-absent', test.span, {}));
  const asked = inPlace(item, place, lowering, true);
  return constantOf(asked) === undefined ? lowering.ancestorFlag(asked) : asked;
}

function askPresent(test: Asked, place: Place, lowering: Lowering, isUnderNot: boolean): Scalar {
  const asked = ask(test, place, lowering, isUnderNot);
  if (constantOf(asked) === true) return isPresent(place);
  return holdsForNothing(test) ? allOf([isPresent(place), asked]) : asked;
}

/** Whether a test holds for the empty text, as which an ancestor without a name would count. */
function holdsForNothing(test: Test<MappedField<Place>>): boolean {
  switch (test.kind) {
    case 'null':
      return true;
    case 'exists':
      return !test.exists;
    case 'string':
      return test.pattern.length === 0;
    case 'regex':
      return compileRegex(test.pattern, test.flags).test('');
    case 'variants':
      return test.of.some(holdsForNothing);
    case 'number':
    case 'cidr':
    case 'compare':
    case 'time':
    case 'fieldref':
      return false;
  }
}

/** Each keyword may stand in another column; a column that holds nothing has none, not even an empty one. */
function lowerKeywords({ tests, quantifier }: Item, lowering: Lowering, isUnderNot: boolean): Scalar {
  const asked = tests.map((test) =>
    anyOf(lowering.table.keywords.map((place) => askPresent(test, place, lowering, isUnderNot))),
  );
  return quantifier === 'all' ? allOf(asked) : anyOf(asked);
}
