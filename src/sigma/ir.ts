import type { Span } from '../diagnostic/source-text.ts';

/**
 * The intermediate representation of rules and filters: modifiers are resolved, nothing is folded or compiled. The
 * matcher and every query backend start from here, so that they cannot drift. It is generic in what a field is: `string`
 * as the rule wrote it; a later stage maps it to targets of its own.
 */
export type Expression<F = string> =
  | { readonly kind: 'and'; readonly of: readonly Expression<F>[] }
  | { readonly kind: 'or'; readonly of: readonly Expression<F>[] }
  | { readonly kind: 'not'; readonly of: Expression<F> }
  /** A named search identifier of the rule, kept for evidence and comments. */
  | { readonly kind: 'selection'; readonly name: string; readonly of: Expression<F> }
  | { readonly kind: 'item'; readonly item: DetectionItem<F> };

/** `field|modifier|…: values`, the values joined by `or`, or by `and` where the rule says `all`. */
export interface DetectionItem<F = string> {
  /** The target of the test; undefined for keywords, which look at the whole event. */
  readonly field: F | undefined;
  /** As written, for people: `ParentImage|endswith`. */
  readonly written: string;
  /** The modifiers as written, without the field. */
  readonly modifiers: readonly string[];
  readonly quantifier: 'any' | 'all';
  readonly tests: readonly ValueTest<F>[];
  readonly span: Span;
}

/** One value's test. `text` is the value as written in the rule. */
export type ValueTest<F = string> = { readonly text: string; readonly span: Span } & Test<F>;

export type Test<F = string> =
  | { readonly kind: 'string'; readonly pattern: StringPattern; readonly cased: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'cidr'; readonly network: Network }
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly exists: boolean }
  /** A comparison of numbers; text that is no number satisfies none. */
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly value: number }
  /** A comparison of a part of a date, taken in UTC. */
  | { readonly kind: 'time'; readonly part: TimePart; readonly operator: Comparison | 'eq'; readonly value: number }
  /** A comparison with another field of the same event. An absent value satisfies none. */
  | { readonly kind: 'fieldref'; readonly field: F; readonly where: FieldPlace; readonly cased: boolean }
  /** The values that a modifier has made of one value: one of them must hold. */
  | { readonly kind: 'variants'; readonly of: readonly Test<F>[] };

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte';
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
/** Where the value of the other field stands in the value of this one. */
export type FieldPlace = 'equals' | 'startswith' | 'endswith' | 'contains';

/** Literal pieces and wildcards in order; a pattern without wildcards is one literal (or none: the empty string). */
export type StringPattern = readonly PatternPart[];
export type PatternPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'many' } // *
  | { readonly kind: 'one' }; // ?

export interface Network {
  readonly version: 4 | 6;
  /** The address as a number, host bits zero. */
  readonly address: bigint;
  readonly prefix: number;
}

export type Level = 'informational' | 'low' | 'medium' | 'high' | 'critical';

export interface LogSource {
  readonly category?: string;
  readonly product?: string;
  readonly service?: string;
}

/** A Sigma rule that is understood whole. */
export interface SigmaRule {
  readonly kind: 'rule';
  /** The rule's id; without one, `ir-` and a hash of its condition. */
  readonly id: string;
  readonly title: string;
  readonly name?: string;
  readonly status?: string;
  readonly description?: string;
  readonly author?: string;
  readonly license?: string;
  readonly level: Level;
  readonly tags: readonly string[];
  readonly logsource: LogSource;
  /** The log source that the rule's text has, where a pipeline has given it another one. */
  readonly written?: LogSource;
  readonly falsepositives: readonly string[];
  /** One expression a condition; the rule matches if any does. */
  readonly conditions: readonly Expression[];
  readonly path: string;
  readonly span: Span;
}

/** A global Sigma filter: it leaves out what does not satisfy its condition. */
export interface SigmaFilter {
  readonly kind: 'filter';
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly logsource: LogSource;
  /** Ids or names of rules, or every rule of the log source. */
  readonly rules: 'any' | readonly string[];
  readonly condition: Expression;
  readonly path: string;
  readonly span: Span;
}
