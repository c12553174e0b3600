import { holds, placesOf, testHolds } from './evaluate.ts';
import { type EventView, type MatchableEvent, RecordView, viewOf } from './event-view.ts';
import { matchingViews, viewsFor } from './match.ts';
import type { Prepared, PreparedItem, PreparedRule } from './prepare.ts';

/** Why a rule matches an event or does not: its conditions, each as a tree of what holds and what does not. */
export interface RuleExplanation {
  readonly rule: { readonly id: string; readonly title: string };
  readonly matches: boolean;
  readonly conditions: readonly Explanation[];
}

export type Explanation =
  | { readonly kind: 'and' | 'or' | 'not'; readonly holds: boolean; readonly of: readonly Explanation[] }
  | {
      readonly kind: 'selection';
      readonly holds: boolean;
      readonly name: string;
      readonly of: readonly Explanation[];
    }
  | {
      readonly kind: 'item';
      readonly holds: boolean;
      /** As the rule writes it: `ParentImage|endswith`; `keywords` for keywords without a modifier. */
      readonly written: string;
      readonly quantifier: 'any' | 'all';
      readonly places: readonly ExplainedPlace[];
    };

/** One place where an item looked, and what it found there. */
export interface ExplainedPlace {
  readonly column: string;
  /** Null for an absent value. */
  readonly value: string | null;
  readonly tests: readonly { readonly pattern: string; readonly holds: boolean }[];
}

export function explain(rule: PreparedRule, event: MatchableEvent): RuleExplanation {
  const view = viewOf(event);
  const conditions = rule.records === undefined ? explainIn(rule, view) : explainRecords(rule, view);
  const { id, title } = rule.rule;
  return { rule: { id, title }, matches: conditions.some((condition) => condition.holds), conditions };
}

function explainIn(rule: PreparedRule, view: EventView): readonly Explanation[] {
  return rule.prepared.map((condition) => explainExpression(condition, view));
}

/** One tree for each record: of those that match, or of all that were asked where none does. */
function explainRecords(rule: PreparedRule, view: EventView): readonly Explanation[] {
  const matching = matchingViews(rule, view);
  const asked = matching.length > 0 ? matching : viewsFor(rule, view);
  return asked.map((record) => {
    const of = explainIn(rule, record);
    const name = record instanceof RecordView ? `${record.name} ${record.type}` : '';
    return { kind: 'selection', name, holds: of.some((condition) => condition.holds), of };
  });
}

export function explainExpression(expression: Prepared, view: EventView): Explanation {
  const result = holds(expression, view);
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { kind: expression.kind, holds: result, of: expression.of.map((child) => explainExpression(child, view)) };
    case 'not':
      return { kind: 'not', holds: result, of: [explainExpression(expression.of, view)] };
    case 'selection':
      return { ...expression, holds: result, of: [explainExpression(expression.of, view)] };
    case 'item':
      return explainItem(expression, view, result);
  }
}

function explainItem(item: PreparedItem, view: EventView, result: boolean): Explanation {
  const { written, quantifier } = item.item;
  const places = placesOf(item, view).map((place) => ({
    column: place.column,
    value: place.value === '' ? null : place.value,
    tests: item.tests.map((test) => ({ pattern: test.test.text, holds: testHolds(test, place, view) })),
  }));
  return { kind: 'item', holds: result, written: written === '' ? 'keywords' : written, quantifier, places };
}
