import type { ColumnName } from '../event/taxonomy.ts';
import type { EventView, Place } from './event-view.ts';
import type { MappedField } from './mapped.ts';
import type { Prepared, PreparedItem, PreparedTest } from './prepare.ts';

/**
 * Whether an expression holds for an event. This is the plain reading of the rule, without an index or a short cut:
 * what faster matchers are compared with.
 */
export function holds(expression: Prepared, view: EventView): boolean {
  switch (expression.kind) {
    case 'and':
      return allHold(expression.of, view);
    case 'or':
      return anyHolds(expression.of, view);
    case 'not':
      return !holds(expression.of, view);
    case 'selection':
      return holds(expression.of, view);
    case 'item':
      return itemHolds(expression, view);
  }
}

export function anyHolds(expressions: readonly Prepared[], view: EventView): boolean {
  for (const expression of expressions) if (holds(expression, view)) return true;
  return false;
}

function allHold(expressions: readonly Prepared[], view: EventView): boolean {
  for (const expression of expressions) if (!holds(expression, view)) return false;
  return true;
}

/** Where an item looks in this event. */
export function placesOf({ item }: PreparedItem, view: EventView): readonly Place[] {
  return item.field === undefined ? view.keywordPlaces() : view.placesOf(item.field);
}

function itemHolds(item: PreparedItem, view: EventView): boolean {
  const { field } = item.item;
  return field === undefined ? keywordsHold(item, view) : fieldHolds(item, field, view);
}

/** A field's item must hold in one place. Columns are asked without making places of them. */
function fieldHolds(item: PreparedItem, field: MappedField, view: EventView): boolean {
  if (field.ancestors !== undefined || field.record !== undefined)
    return view.placesOf(field).some((place) => holdsIn(item, place, view));
  for (const column of field.columns) if (holdsInColumn(item, column, view)) return true;
  return false;
}

function holdsInColumn({ item, tests }: PreparedItem, column: ColumnName, view: EventView): boolean {
  return holdsFor(item.quantifier, tests, view.value(column), view.folded(column), view);
}

/** Of keywords each may be found in another place. */
function keywordsHold({ item, tests }: PreparedItem, view: EventView): boolean {
  const places = view.keywordPlaces();
  const isFound = (test: PreparedTest): boolean => places.some((place) => testHolds(test, place, view));
  return item.quantifier === 'all' ? tests.every(isFound) : tests.some(isFound);
}

/** Whether the values of an item, all or any as the rule says, hold in one place. */
export function holdsIn({ item, tests }: PreparedItem, { value, folded }: Place, view: EventView): boolean {
  return holdsFor(item.quantifier, tests, value, folded, view);
}

export function testHolds(test: PreparedTest, { value, folded }: Place, view: EventView): boolean {
  return test.holds(value, folded, view);
}

function holdsFor(
  quantifier: 'any' | 'all',
  tests: readonly PreparedTest[],
  value: string,
  folded: string,
  view: EventView,
): boolean {
  const decisive = quantifier === 'any';
  for (const test of tests) if (test.holds(value, folded, view) === decisive) return decisive;
  return !decisive;
}
