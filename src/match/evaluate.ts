import type { EventView, Place } from './event-view.ts';
import type { Prepared, PreparedItem } from './prepare.ts';

/**
 * Whether an expression holds for an event. This is the plain reading of the rule, without an index or a short cut:
 * what faster matchers are compared with.
 */
export function holds(expression: Prepared, view: EventView): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.of.every((child) => holds(child, view));
    case 'or':
      return expression.of.some((child) => holds(child, view));
    case 'not':
      return !holds(expression.of, view);
    case 'selection':
      return holds(expression.of, view);
    case 'item':
      return itemHolds(expression, view);
  }
}

/** Where an item looks in this event. */
export function placesOf({ item }: PreparedItem, view: EventView): readonly Place[] {
  return item.field === undefined ? view.keywordPlaces() : view.placesOf(item.field);
}

/** A field's item must hold in one place; of keywords each may be found in another place. */
function itemHolds(item: PreparedItem, view: EventView): boolean {
  const places = placesOf(item, view);
  if (item.item.field !== undefined) return places.some((place) => holdsIn(item, place));
  const isFound = (test: PreparedItem['tests'][number]): boolean => places.some((place) => test.holds(place));
  return item.item.quantifier === 'all' ? item.tests.every(isFound) : item.tests.some(isFound);
}

/** Whether the values of an item, all or any as the rule says, hold in one place. */
export function holdsIn({ item, tests }: PreparedItem, place: Place): boolean {
  return item.quantifier === 'all' ? tests.every((test) => test.holds(place)) : tests.some((test) => test.holds(place));
}
