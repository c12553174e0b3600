import { report } from '../../diagnostic/diagnostic.ts';
import type { Scalar } from '../../kql/ast.ts';
import { allOf, anyOf, FALSE, negated } from '../../kql/build.ts';
import type { MappedField } from '../../match/mapping.ts';
import type { DetectionItem, Expression, ValueTest } from '../../sigma/ir.ts';
import type { Place } from '../field.ts';
import { ancestorPlace, type Lowering } from './context.ts';
import { equalsOneOf } from './one-of.ts';
import { lowerTest } from './test.ts';

type Mapped = Expression<MappedField<Place>>;
type Item = DetectionItem<MappedField<Place>>;

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

function ask(test: ValueTest<MappedField<Place>>, place: Place, lowering: Lowering, isUnderNot: boolean): Scalar {
  const of = lowerTest(test, test.text, { place, isUnderNot, span: test.span, lowering });
  return of.kind === 'bool' ? of : { kind: 'from', origin: test.span, of };
}

/** What is asked of an ancestor is asked of each row of the list; counting never gives null. */
function inAncestors(item: Item, place: Place, lowering: Lowering): Scalar {
  if (lowering.table.ancestors === undefined) {
    lowering.diagnostics.push(report('kql-no-ancestors', item.span, { table: lowering.table.schema.name }));
    return FALSE;
  }
  return lowering.ancestorFlag(inPlace(item, place, lowering, true));
}

/** Each keyword may stand in another column. */
function lowerKeywords({ tests, quantifier }: Item, lowering: Lowering, isUnderNot: boolean): Scalar {
  const asked = tests.map((test) =>
    anyOf(lowering.table.keywords.map((place) => ask(test, place, lowering, isUnderNot))),
  );
  return quantifier === 'all' ? allOf(asked) : anyOf(asked);
}
