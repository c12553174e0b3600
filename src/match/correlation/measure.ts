import type { Measure, SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import { isDecimal } from '../compare.ts';
import { Chains } from './chains.ts';
import type { Entry, Meter } from './meter.ts';

/** A meter for a correlation. */
export function meterFor({ measure, rules }: SigmaCorrelation): Meter {
  switch (measure.type) {
    case 'event_count':
      return new Counter();
    case 'value_count':
      return new Distinct(({ value }) => value);
    case 'temporal':
      return new Distinct(({ member }) => member);
    case 'temporal_ordered':
      return new Chains(rules.length);
    case 'value_sum':
      return new Sum();
    case 'value_avg':
      return new Values(average);
    case 'value_median':
      return new Values((sorted) => percentileOf(sorted, 50));
    case 'value_percentile':
      return new Values((sorted) => percentileOf(sorted, measure.percentile));
  }
}

/** What is measured of a match, from the values of its fields; null where it has nothing to measure, and is left out. */
export function measured(type: Measure['type'], values: readonly string[]): Entry['value'] | null {
  switch (type) {
    case 'event_count':
    case 'temporal':
    case 'temporal_ordered':
      return undefined;
    case 'value_count':
      if (values.includes('')) return null;
      return values.length === 1 ? values[0] : JSON.stringify(values);
    case 'value_sum':
    case 'value_avg':
    case 'value_median':
    case 'value_percentile':
      return numberIn(values[0] ?? '');
  }
}

/** Beyond, sums could lose single units: such numbers count as text. */
const LARGEST = 1e15;

function numberIn(text: string): number | null {
  const value = isDecimal(text) ? Number(text) : Number.NaN;
  return Math.abs(value) <= LARGEST ? value : null;
}

class Counter implements Meter {
  #count = 0;

  add(): void {
    this.#count += 1;
  }

  remove(): void {
    this.#count -= 1;
  }

  value(): number {
    return this.#count;
  }
}

class Distinct implements Meter {
  readonly #of: (entry: Entry) => number | string | undefined;
  readonly #counts = new Map<number | string | undefined, number>();

  constructor(of: (entry: Entry) => number | string | undefined) {
    this.#of = of;
  }

  add(entry: Entry): void {
    const value = this.#of(entry);
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  remove(entry: Entry): void {
    const value = this.#of(entry);
    const left = (this.#counts.get(value) ?? 0) - 1;
    if (left > 0) this.#counts.set(value, left);
    else this.#counts.delete(value);
  }

  value(): number {
    return this.#counts.size;
  }
}

class Sum implements Meter {
  #sum = 0;
  #count = 0;

  add({ value }: Entry): void {
    this.#sum += Number(value);
    this.#count += 1;
  }

  /** What rounding has left over ends with the last entry. */
  remove({ value }: Entry): void {
    this.#count -= 1;
    this.#sum = this.#count === 0 ? 0 : this.#sum - Number(value);
  }

  value(): number | undefined {
    return this.#count === 0 ? undefined : this.#sum;
  }
}

/** Something that is worked out of all values when the window is over. */
class Values implements Meter {
  readonly #of: (sorted: readonly number[]) => number;
  readonly #values: number[] = [];

  constructor(of: (sorted: readonly number[]) => number) {
    this.#of = of;
  }

  add({ value }: Entry): void {
    this.#values.push(Number(value));
  }

  /** Asked only where the oldest entry has no room. */
  remove(): void {
    this.#values.shift();
  }

  value(): number | undefined {
    if (this.#values.length === 0) return undefined;
    return this.#of([...this.#values].sort((a, b) => a - b));
  }
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The nearest rank: the smallest value that at least so many percent of the values do not exceed. */
function percentileOf(sorted: readonly number[], percentile: number): number {
  const rank = Math.max(1, Math.ceil((percentile * sorted.length) / 100));
  return sorted[rank - 1] ?? Number.NaN;
}
