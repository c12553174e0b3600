import type { AsimColumns } from '../../event/process-event.ts';
import type { ColumnName } from '../../event/taxonomy.ts';
import { fold } from '../fold.ts';

/** The columns of the event at hand. Each is read and folded at most once, when it is first asked for. */
export class ColumnValues {
  readonly #places = new Map<ColumnName, number>();
  readonly #names: ColumnName[] = [];
  readonly #values: string[] = [];
  readonly #folded: string[] = [];
  /** The event for which each was read, and whether what was folded is of that value. */
  readonly #readFor: number[] = [];
  readonly #isFolded: boolean[] = [];
  /** How often each has changed. */
  readonly #versions: number[] = [];
  #columns: AsimColumns | undefined;
  #event = 0;

  /** The place of a column, by which it is asked. */
  placeOf(name: ColumnName): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#names.push(name) - 1;
    this.#places.set(name, place);
    this.#values.push('');
    this.#folded.push('');
    this.#readFor.push(0);
    this.#isFolded.push(false);
    this.#versions.push(0);
    return place;
  }

  start(columns: AsimColumns): void {
    this.#columns = columns;
    this.#event += 1;
  }

  /** Lets go of the event. */
  end(): void {
    this.#columns = undefined;
  }

  value(place: number): string {
    if (this.#readFor[place] === this.#event) return this.#values[place] ?? '';
    const name = this.#names[place];
    const value = name === undefined ? '' : (this.#columns?.[name] ?? '');
    // Events in a row often share a value, and then what was folded is still right.
    if (value !== this.#values[place]) {
      this.#values[place] = value;
      this.#isFolded[place] = false;
      this.#versions[place] = (this.#versions[place] ?? 0) + 1;
    }
    this.#readFor[place] = this.#event;
    return value;
  }

  /** A number that is another one after the value, which was asked for before, has changed. */
  version(place: number): number {
    return this.#versions[place] ?? 0;
  }

  folded(place: number): string {
    const value = this.value(place);
    if (this.#isFolded[place] === true) return this.#folded[place] ?? '';
    const folded = fold(value);
    this.#folded[place] = folded;
    this.#isFolded[place] = true;
    return folded;
  }
}
