import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import { meets } from '../../sigma/correlation/threshold.ts';
import { compareHits, type Hit, type Placed, valueIn } from './hit.ts';
import { measured, meterFor } from './measure.ts';
import type { PreparedCorrelation } from './prepare.ts';
import { Window } from './window.ts';

/** A correlation that holds, once. */
export interface Firing<S> {
  readonly id: string;
  readonly correlation: SigmaCorrelation;
  /** The values that it is grouped by, in their order; an absent one is the empty string. */
  readonly keys: readonly string[];
  /** What was measured. */
  readonly value: number;
  /** Times of the first and the last match counted, milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Ids of all matches counted, oldest first. */
  readonly members: readonly string[];
  /** The newest of them, oldest first; the last one is the match that it hangs on. */
  readonly newest: readonly Hit<S>[];
}

/** Makes the id of a firing from the rule's id, the values that it is grouped by, and the ids of its matches, sorted. */
export type Identify = (rule: string, keys: readonly string[], members: readonly string[]) => string;

/** What is held at most, for one correlation. */
export interface CountLimits {
  readonly groups: number;
  readonly entries: number;
}

/** What was left out, and why. */
export interface CountStats {
  /** Matches counted. */
  counted: number;
  fired: number;
  /** For lack of room. */
  dropped: number;
  droppedGroups: number;
  /** Came when their time was already judged. */
  late: number;
  /** Had nothing to measure: absent, or no number. */
  ignored: number;
}

export function noStats(): CountStats {
  return { counted: 0, fired: 0, dropped: 0, droppedGroups: 0, late: 0, ignored: 0 };
}

interface Group<S> {
  readonly keys: readonly string[];
  readonly window: Window<S>;
  /** When its window began; only for those that are judged when they are over. */
  begun: number;
  firedAt: number;
}

/** Counts the matches of one correlation. They come in order (`compareHits`). */
export class Counting<S> {
  readonly prepared: PreparedCorrelation;
  readonly stats: CountStats = noStats();
  readonly #identify: Identify;
  readonly #limits: CountLimits;
  readonly #onFiring: (firing: Firing<S>) => void;
  /** By their values; the one that was touched last is the last. */
  readonly #groups = new Map<string, Group<S>>();
  #entries = 0;
  #previous: Placed<S> | undefined;

  constructor(
    prepared: PreparedCorrelation,
    identify: Identify,
    limits: CountLimits,
    onFiring: (firing: Firing<S>) => void,
  ) {
    this.prepared = prepared;
    this.#identify = identify;
    this.#limits = limits;
    this.#onFiring = onFiring;
  }

  add(placed: Placed<S>): void {
    const previous = this.#previous;
    this.#previous = placed;
    if (previous !== undefined && compareHits(previous, placed) === 0) return;
    const { hit, member } = placed;
    const { time } = hit.event;
    const { correlation, judgement, values } = this.prepared;
    this.#forgetBefore(time);
    const value = measured(
      correlation.measure.type,
      values.map((field) => valueIn(hit, field[member])),
    );
    if (value === null) {
      this.stats.ignored += 1;
      return;
    }
    this.stats.counted += 1;
    const group = this.#groupOf(placed);
    if (judgement === 'sliding') this.#entries -= group.window.leaveBefore(time - this.#span);
    else if (time > group.begun + this.#span) this.#close(group);
    if (group.window.size === 0) group.begun = time;
    group.window.add({ time, member, value, id: hit.id, hit });
    this.#entries += 1;
    this.#makeRoom();
    if (judgement === 'sliding' && time > group.firedAt + this.#span) this.#judge(group, time - this.#span);
  }

  /** Judges what can be judged when nothing before `time` comes any more. */
  end(time: number): void {
    for (const [key, group] of this.#groups) {
      const end = this.prepared.judgement === 'sliding' ? group.window.last : group.begun;
      if (end + this.#span < time) this.#forget(key, group);
    }
  }

  get #span(): number {
    return this.prepared.correlation.timespan.millis;
  }

  #groupOf({ hit, member }: Placed<S>): Group<S> {
    const keys = this.prepared.groupBy.map((field) => valueIn(hit, field[member]));
    const key = JSON.stringify(keys);
    const known = this.#groups.get(key);
    const group = known ?? {
      keys,
      window: new Window<S>(() => meterFor(this.prepared.correlation)),
      begun: Number.POSITIVE_INFINITY,
      firedAt: Number.NEGATIVE_INFINITY,
    };
    if (known !== undefined) this.#groups.delete(key);
    this.#groups.set(key, group);
    return group;
  }

  /** Groups whose window is over. Those that were touched longest ago are the first. */
  #forgetBefore(time: number): void {
    for (const [key, group] of this.#groups) {
      if (group.window.last + this.#span >= time) return;
      this.#forget(key, group);
    }
  }

  #forget(key: string, group: Group<S>): void {
    if (this.prepared.judgement === 'closing') this.#close(group);
    else this.#entries -= group.window.clear();
    this.#groups.delete(key);
  }

  #close(group: Group<S>): void {
    if (group.window.size > 0) this.#judge(group, group.begun);
    this.#entries -= group.window.clear();
  }

  #judge(group: Group<S>, start: number): void {
    const value = group.window.value(start);
    if (value === undefined || !meets(this.prepared.correlation.condition, value)) return;
    const { window, keys } = group;
    const entries = window.entries();
    const { correlation } = this.prepared;
    const members = entries.map(({ id }) => id);
    group.firedAt = window.last;
    this.stats.fired += 1;
    this.#onFiring({
      id: this.#identify(correlation.id, keys, [...members].sort()),
      correlation,
      keys,
      value,
      from: entries[0]?.time ?? start,
      to: window.last,
      members,
      newest: entries.flatMap(({ hit }) => hit ?? []),
    });
  }

  /** Too much is held: the group that was touched longest ago gives way. */
  #makeRoom(): void {
    const [oldest] = this.#groups;
    if (oldest === undefined) return;
    const [key, { window }] = oldest;
    if (this.#groups.size > this.#limits.groups) {
      const size = window.clear();
      this.#entries -= size;
      this.stats.dropped += size;
      this.stats.droppedGroups += 1;
      this.#groups.delete(key);
    } else if (this.#entries > this.#limits.entries) {
      window.dropOldest();
      this.#entries -= 1;
      this.stats.dropped += 1;
      if (window.size === 0) this.#groups.delete(key);
    }
  }
}
