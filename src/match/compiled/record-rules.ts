import type { Screen } from '../../event/screen.ts';
import { type MatchableEvent, viewOf } from '../event-view.ts';
import { matchingViews } from '../match.ts';
import type { PreparedRule } from '../prepare.ts';

/** A compiled rule set, as far as it matters here. */
interface Compiled<S> {
  screen(): Screen | undefined;
  matches(event: MatchableEvent): readonly PreparedRule[];
  candidates(event: MatchableEvent): readonly PreparedRule[];
  stats(): S;
}

/** Those of its counts that rules about records change. */
interface Counted {
  readonly rules: number;
  readonly always: readonly string[];
}

/**
 * A compiled rule set beside rules about audit records. Those are asked plainly, each about the types of records that
 * can satisfy it, and only where an event brings records.
 */
export class WithRecordRules<S extends Counted> implements Compiled<S> {
  readonly #ofEvents: Compiled<S>;
  readonly #ofRecords: readonly PreparedRule[];
  readonly #order: ReadonlyMap<PreparedRule, number>;

  /** @param all both kinds, in the order in which matches are given */
  constructor(ofEvents: Compiled<S>, ofRecords: readonly PreparedRule[], all: readonly PreparedRule[]) {
    this.#ofEvents = ofEvents;
    this.#ofRecords = ofRecords;
    this.#order = new Map(all.map((rule, at) => [rule, at]));
  }

  matches(event: MatchableEvent): readonly PreparedRule[] {
    const found = this.#ofEvents.matches(event);
    if (event.columns.AdditionalFields.AuditRecords === undefined) return found;
    const view = viewOf(event);
    const more = this.#ofRecords.filter((rule) => matchingViews(rule, view).length > 0);
    return more.length === 0 ? found : this.#ordered([...found, ...more]);
  }

  candidates(event: MatchableEvent): readonly PreparedRule[] {
    const found = this.#ofEvents.candidates(event);
    return event.columns.AdditionalFields.AuditRecords === undefined ? found : [...found, ...this.#ofRecords];
  }

  /** Whether an event has records is for its reader to see. */
  screen(): Screen | undefined {
    return this.#ofEvents.screen();
  }

  stats(): S {
    const stats = this.#ofEvents.stats();
    const ids = this.#ofRecords.map(({ rule }) => rule.id);
    return { ...stats, rules: stats.rules + ids.length, always: [...stats.always, ...ids] };
  }

  #ordered(rules: readonly PreparedRule[]): readonly PreparedRule[] {
    const place = (rule: PreparedRule): number => this.#order.get(rule) ?? 0;
    return rules.toSorted((one, other) => place(one) - place(other));
  }
}
