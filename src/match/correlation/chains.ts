import type { Entry, Meter } from './meter.ts';

/**
 * Measures how many rules have matched in their order: the length of the longest row of entries of ever later rules, none
 * earlier than the one before. For each rule and length it keeps the latest time at which such a row that ends with the rule
 * can have begun; so entries need not be remembered, and what begins before the window is not counted.
 */
export class Chains implements Meter {
  /** By rule, then by length less 1. */
  readonly #begun: (Float64Array | undefined)[];

  constructor(rules: number) {
    this.#begun = new Array(rules);
  }

  add({ time, member }: Entry): void {
    const begun = this.#begun[member] ?? new Float64Array(member + 1).fill(Number.NEGATIVE_INFINITY);
    this.#begun[member] = begun;
    begun[0] = time;
    for (let before = 0; before < member; before += 1) {
      const row = this.#begun[before];
      if (row === undefined) continue;
      for (let length = 0; length < row.length; length += 1)
        begun[length + 1] = Math.max(begun[length + 1] ?? 0, row[length] ?? Number.NEGATIVE_INFINITY);
    }
  }

  remove(): void {}

  value(start: number): number {
    let longest = 0;
    for (const row of this.#begun)
      for (let length = row?.length ?? 0; length > longest; length -= 1)
        if ((row?.[length - 1] ?? Number.NEGATIVE_INFINITY) >= start) longest = length;
    return longest;
  }
}
