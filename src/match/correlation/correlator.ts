import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaRule } from '../../sigma/ir.ts';
import { Counting, type CountStats, type Firing, type Identify, noStats } from './counting.ts';
import { compareHits, type Hit, type Placed } from './hit.ts';
import type { PreparedCorrelation } from './prepare.ts';

/** What is held at most. Matches wait together; groups and entries are those of each correlation. */
export interface CorrelatorLimits {
  readonly waiting: number;
  readonly groups: number;
  readonly entries: number;
}

export const LIMITS: CorrelatorLimits = { waiting: 20_000, groups: 10_000, entries: 50_000 };

/**
 * Counts matches for correlations. Matches may come in any order: they wait until `advance` says that nothing before some
 * time comes any more, or until `end`, and are counted in the order of their times. Where too many wait, the older half of
 * them is counted at once; what then comes from before is late, and left out. All that is left out is counted.
 */
export class Correlator<S> {
  readonly #nodes: readonly Node<S>[];
  readonly #counters = new Map<SigmaRule | SigmaCorrelation, { readonly node: Node<S>; readonly member: number }[]>();
  #waiting = 0;
  readonly #limit: number;
  /** When more wait, room is made. */
  #full: number;

  constructor(correlations: readonly PreparedCorrelation[], identify: Identify, limits = LIMITS) {
    this.#limit = limits.waiting;
    this.#full = limits.waiting;
    this.#nodes = inOrder(correlations).map((prepared) => new Node(prepared, identify, limits));
    for (const node of this.#nodes)
      for (const [member, { rule }] of node.prepared.correlation.rules.entries()) {
        const counters = this.#counters.get(rule) ?? [];
        this.#counters.set(rule, counters);
        counters.push({ node, member });
      }
  }

  /** Whether some correlation counts the matches of a rule. */
  counts(rule: SigmaRule | SigmaCorrelation): boolean {
    return this.#counters.has(rule);
  }

  /** Takes a match of a rule. Returns what holds, where matches had to be counted to make room. */
  add(hit: Hit<S>): readonly Firing<S>[] {
    this.#waiting += this.#place(hit);
    return this.#waiting > this.#full ? this.#makeRoom() : NOTHING;
  }

  /** What correlations hand on may have to wait all the same: then there is room for as many more. */
  #makeRoom(): readonly Firing<S>[] {
    const fired = this.advance(this.#middle());
    this.#full = Math.max(this.#limit, this.#waiting + Math.ceil(this.#limit / 2));
    return fired;
  }

  /** Counts what waits from before a time: nothing from before it comes any more. Returns what holds, oldest first. */
  advance(time: number): readonly Firing<S>[] {
    const fired: Firing<S>[] = [];
    const ends = new Map<SigmaRule | SigmaCorrelation, number>();
    for (const node of this.#nodes) {
      const { correlation, judgement } = node.prepared;
      const until = Math.min(time, ...correlation.rules.map(({ rule }) => ends.get(rule) ?? time));
      const firings = node.release(until);
      for (const firing of firings) this.#place(hitOf(firing));
      fired.push(...firings);
      ends.set(correlation, judgement === 'sliding' ? until : until - correlation.timespan.millis);
    }
    this.#waiting = this.#nodes.reduce((sum, node) => sum + node.waiting, 0);
    return fired.sort((one, other) => one.to - other.to);
  }

  /** Counts all that waits: nothing comes any more. */
  end(): readonly Firing<S>[] {
    return this.advance(Number.POSITIVE_INFINITY);
  }

  stats(): CountStats {
    const total = noStats();
    for (const { stats } of this.#nodes)
      for (const key of Object.keys(total) as (keyof CountStats)[]) total[key] += stats[key];
    return total;
  }

  /** Hands a match to all that count it; says at how many places it waits now. */
  #place(hit: Hit<S>): number {
    const counters = this.#counters.get(hit.rule) ?? [];
    return counters.filter(({ node, member }) => node.wait({ hit, member })).length;
  }

  /** The time that parts the waiting matches in halves, but is later than the first. */
  #middle(): number {
    const times = this.#nodes.flatMap((node) => node.times()).sort((a, b) => a - b);
    const [first = 0] = times;
    const middle = times[times.length >> 1] ?? first;
    return middle > first ? middle : first + 1;
  }
}

const NOTHING: readonly never[] = [];

/** A correlation's match as others count it. */
function hitOf<S>({ id, correlation, keys, newest }: Firing<S>): Hit<S> {
  const last = newest.at(-1);
  if (last === undefined) throw new Error(`correlation ${correlation.id} fired without a match`);
  return { id, rule: correlation, event: last.event, source: last.source, keys };
}

/** Correlations behind those that they build on. */
function inOrder(correlations: readonly PreparedCorrelation[]): PreparedCorrelation[] {
  const depths = new Map<SigmaCorrelation, number>();
  const depthOf = (correlation: SigmaCorrelation): number => {
    const known = depths.get(correlation);
    if (known !== undefined) return known;
    const below = correlation.rules.map(({ rule }) => (rule.kind === 'correlation' ? depthOf(rule) + 1 : 0));
    const depth = Math.max(...below);
    depths.set(correlation, depth);
    return depth;
  };
  return [...correlations].sort((one, other) => depthOf(one.correlation) - depthOf(other.correlation));
}

/** One correlation with the matches that wait for it. */
class Node<S> {
  readonly prepared: PreparedCorrelation;
  readonly #limits: CorrelatorLimits;
  readonly #counting: Counting<S>;
  #fired: Firing<S>[] = [];
  #waiting: Placed<S>[] = [];
  #until = Number.NEGATIVE_INFINITY;

  constructor(prepared: PreparedCorrelation, identify: Identify, limits: CorrelatorLimits) {
    this.prepared = prepared;
    this.#limits = limits;
    this.#counting = new Counting<S>(prepared, identify, limits, (firing) => this.#fired.push(firing));
  }

  get stats(): CountStats {
    return this.#counting.stats;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  times(): number[] {
    return this.#waiting.map(({ hit }) => hit.event.time);
  }

  /** Whether the match waits now. What a correlation hands on is dropped where too much waits; of the rest there is less. */
  wait(placed: Placed<S>): boolean {
    const isLate = placed.hit.event.time < this.#until;
    const isFull = placed.hit.rule.kind === 'correlation' && this.#waiting.length >= this.#limits.waiting;
    if (isLate) this.stats.late += 1;
    else if (isFull) this.stats.dropped += 1;
    else this.#waiting.push(placed);
    return !isLate && !isFull;
  }

  release(until: number): readonly Firing<S>[] {
    this.#until = until;
    this.#fired = [];
    const ready = this.#waiting.filter(({ hit }) => hit.event.time < until).sort(compareHits);
    this.#waiting = this.#waiting.filter(({ hit }) => hit.event.time >= until);
    for (const placed of ready) this.#counting.add(placed);
    this.#counting.end(until);
    return this.#fired;
  }
}
