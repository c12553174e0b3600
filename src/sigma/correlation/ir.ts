import type { Span } from '../../diagnostic/source-text.ts';
import type { Level, SigmaRule } from '../ir.ts';

/** A correlation rule that is understood whole, its references resolved. A matcher and query backends start from here. */
export interface SigmaCorrelation {
  readonly kind: 'correlation';
  /** The document's id; without one, `ir-` and a hash of what it means. */
  readonly id: string;
  readonly title: string;
  readonly name?: string;
  readonly status?: string;
  readonly description?: string;
  readonly author?: string;
  readonly license?: string;
  /** As given; else the gravest level of its rules. */
  readonly level: Level;
  readonly tags: readonly string[];
  readonly falsepositives: readonly string[];
  /** In the order of the document, each once; never none. */
  readonly rules: readonly CorrelationMember[];
  /** Matches are counted apart for each combination of these values; without any, all together. */
  readonly groupBy: readonly CorrelatedField[];
  readonly timespan: Timespan;
  readonly measure: Measure;
  /** All must hold of what is measured; never none: where a temporal rule says nothing, `gte` the number of its rules. */
  readonly condition: readonly Threshold[];
  /** Whether the rules that it refers to also alert on their own. */
  readonly generate: boolean;
  readonly path: string;
  readonly span: Span;
}

/** A rule, or another correlation, whose matches are counted. */
export interface CorrelationMember {
  /** The id or name as written. */
  readonly reference: string;
  readonly span: Span;
  readonly rule: SigmaRule | SigmaCorrelation;
}

/** A field or alias, and what it stands for in the matches of each rule: `of[i]` belongs to `rules[i]`. */
export interface CorrelatedField {
  /** As written in `group-by` or `field`. */
  readonly name: string;
  readonly isAlias: boolean;
  readonly span: Span;
  readonly of: readonly FieldSource[];
}

export type FieldSource =
  /** A field of the event; of a correlation's match, of its last event. */
  | { readonly kind: 'field'; readonly field: string; readonly span: Span }
  /** Where the rule is a correlation: `key` is the place in its `groupBy`. All its events share this value. */
  | { readonly kind: 'key'; readonly key: number };

export interface Timespan {
  /** As written: `5m`. */
  readonly text: string;
  /** Milliseconds; more than 0. */
  readonly millis: number;
}

/** What is measured in a window. */
export type Measure =
  /** The number of matches. */
  | { readonly type: 'event_count' }
  /** The number of different combinations of values; a match that lacks one of them is left out. */
  | { readonly type: 'value_count'; readonly fields: readonly CorrelatedField[] }
  /** The number of different rules that matched. */
  | { readonly type: 'temporal' }
  /** The length of the longest row of rules, in their order, that matched one after (or at the same time as) the other. */
  | { readonly type: 'temporal_ordered' }
  /** Of the values that are numbers; without one, no condition holds. */
  | { readonly type: 'value_sum' | 'value_avg' | 'value_median'; readonly field: CorrelatedField }
  /** The smallest value that at least `percentile` percent of the values do not exceed; the median is that of 50. */
  | { readonly type: 'value_percentile'; readonly field: CorrelatedField; readonly percentile: number };

export type CorrelationType = Measure['type'];

export interface Threshold {
  readonly operator: ThresholdOperator;
  readonly value: number;
}

export type ThresholdOperator = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

/**
 * `sliding`: only more matches can make it hold, so it is judged at each match, over the timespan that ends there.
 * `closing`: further matches could undo it, so it is judged over windows of the timespan that begin with a match, each
 * the first behind the window before, when the window is over.
 */
export type Judgement = 'sliding' | 'closing';

/** When a correlation's condition is judged. Both ends belong to a window: two matches a timespan apart are in one. */
export function judgementOf({ measure, condition }: Pick<SigmaCorrelation, 'measure' | 'condition'>): Judgement {
  const grows = condition.every(({ operator }) => operator === 'gt' || operator === 'gte');
  return grows && GROWING[measure.type] ? 'sliding' : 'closing';
}

/** Whether a match more makes the measure greater or leaves it. A sum is taken for one, as sizes and counts are summed. */
const GROWING: Readonly<Record<CorrelationType, boolean>> = {
  event_count: true,
  value_count: true,
  temporal: true,
  temporal_ordered: true,
  value_sum: true,
  value_avg: false,
  value_percentile: false,
  value_median: false,
};
