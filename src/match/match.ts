import { anyHolds, holds, holdsIn, placesOf, testHolds } from './evaluate.ts';
import { type EventView, type MatchableEvent, viewOf } from './event-view.ts';
import type { Evidence } from './evidence.ts';
import type { Prepared, PreparedItem, PreparedRule } from './prepare.ts';

/**
 * Matches a rule with an event: null if none of its conditions holds, else the evidence: every value that held of the
 * items that the conditions use positively. A rule that consists of negations matches with no evidence. A caller with
 * several rules gives `viewOf(event)` for the event, so that they share it.
 */
export function matchRule(rule: PreparedRule, event: MatchableEvent): Evidence[] | null {
  const matched = matchingViews(rule, viewOf(event));
  if (matched.length === 0) return null;
  const evidence = new Map<string, Evidence>();
  for (const view of matched)
    for (const condition of rule.prepared.filter((each) => holds(each, view)))
      for (const found of evidenceOf(condition, view, { isNegated: false, selection: '' }))
        evidence.set(JSON.stringify(found), found);
  return [...evidence.values()];
}

/** What a rule is asked about: the event, or each of its audit records that can satisfy the rule. */
export function viewsFor({ records }: PreparedRule, view: EventView): readonly EventView[] {
  return records === undefined ? [view] : view.recordsOf(records);
}

/** Those of which the rule holds. */
export function matchingViews(rule: PreparedRule, view: EventView): readonly EventView[] {
  return viewsFor(rule, view).filter((each) => anyHolds(rule.prepared, each));
}

interface Position {
  readonly isNegated: boolean;
  /** The innermost search identifier around. */
  readonly selection: string;
}

/** The evidence below an expression that came out as its position needs: true, or false under a negation. */
function evidenceOf(expression: Prepared, view: EventView, position: Position): Evidence[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of
        .filter((child) => holds(child, view) !== position.isNegated)
        .flatMap((child) => evidenceOf(child, view, position));
    case 'not':
      return evidenceOf(expression.of, view, { ...position, isNegated: !position.isNegated });
    case 'selection':
      return evidenceOf(expression.of, view, { ...position, selection: expression.name });
    case 'item':
      return position.isNegated ? [] : evidenceOfItem(expression, view, position.selection);
  }
}

function evidenceOfItem(item: PreparedItem, view: EventView, selection: string): Evidence[] {
  const { field, written, modifiers } = item.item;
  const places = placesOf(item, view).filter((place) => field === undefined || holdsIn(item, place, view));
  const operator = modifiers.length === 0 ? 'equals' : modifiers.join('|');
  const name = written.split('|')[0];
  return places.flatMap((place) =>
    item.tests
      .filter((test) => testHolds(test, place, view))
      .map(({ test }) => ({
        selection,
        field: name === undefined || name === '' ? '*' : name,
        operator,
        pattern: test.text,
        value: place.value === '' ? null : place.value,
        column: place.column,
      })),
  );
}
