/** A counted match, no more of it than is needed to measure. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The place of its rule among the correlation's. */
  readonly member: number;
  /** What is measured of it: a number, or the values that are counted as one text; undefined where matches are. */
  readonly value: number | string | undefined;
}

/** What is measured over the entries that are in the window now. Entries come in order, and leave in the same order. */
export interface Meter {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** Undefined where there is nothing to measure. `start` is the time at which the window begins. */
  value(start: number): number | undefined;
}
