import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { holds } from '../match/evaluate.ts';
import { type EventView, type MatchableEvent, viewOf } from '../match/event-view.ts';
import type { LineageMode } from '../match/lineage-mode.ts';
import { EVENT_FIELDS, FieldMapper, type MappedField, RECORD_FIELDS } from '../match/mapping.ts';
import { matchingViews } from '../match/match.ts';
import { type Prepared, type PreparedRule, prepare } from '../match/prepare.ts';
import type { Expression, SigmaFilter } from '../sigma/ir.ts';
import { isAuditd } from '../sigma/logsource.ts';

/** A filter that is ready to be asked about events. */
export interface PreparedFilter {
  readonly filter: SigmaFilter;
  readonly lineage: LineageMode;
  readonly condition: Expression<MappedField>;
  readonly prepared: Prepared;
}

/**
 * Maps and prepares a filter for a lineage mode; undefined, with diagnostics, if it names an unknown field. A rule with
 * a filter means "rule and filter's condition". The mapping is the one of that formula: a selection under the usual
 * `not` is negated, and asks the acting process only, also when the filter is evaluated alone.
 */
export function prepareFilter(
  filter: SigmaFilter,
  lineage: LineageMode,
): { readonly prepared: PreparedFilter | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const mapper = new FieldMapper(lineage, isAuditd(filter.logsource) ? RECORD_FIELDS : EVENT_FIELDS);
  const condition = mapper.map(filter.condition, false);
  const { diagnostics } = mapper;
  if (diagnostics.length > 0) return { prepared: undefined, diagnostics };
  return { prepared: { filter, lineage, condition, prepared: prepare(condition) }, diagnostics };
}

/**
 * The first filter, in their order, that excludes the event: its condition does not hold. Null if none does. The event
 * may be a view that rules have used. A rule about audit records must hold together with its filters in one record:
 * the filter that leaves none of those that matched excludes the event.
 */
export function excludedBy(
  filters: readonly PreparedFilter[],
  event: MatchableEvent,
  rule?: PreparedRule,
): SigmaFilter | null {
  let views: readonly EventView[] = [viewOf(event)];
  if (rule?.records !== undefined && filters.length > 0) views = matchingViews(rule, viewOf(event));
  for (const { filter, prepared } of filters) {
    views = views.filter((view) => holds(prepared, view));
    if (views.length === 0) return filter;
  }
  return null;
}
