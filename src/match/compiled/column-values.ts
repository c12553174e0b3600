import type { AsimColumns } from '../../event/process-event.ts';
import type { ScreenedValues } from '../../event/screen.ts';
import type { ColumnName } from '../../event/taxonomy.ts';
import { fold } from '../fold.ts';

/** The version of no value in bytes. */
const NOT_SEEN = -1;

/** One column: its value in the event at hand, if it was read, and before that the value it had last. */
class Column {
  readonly name: ColumnName;
  value = '';
  folded = '';
  isFolded = false;
  /** Of the bytes seen last, their version; and whether `value` is theirs. */
  seen = NOT_SEEN;
  isDecoded = true;
  /** The event for which it was read. */
  readFor = 0;
  /** Another number after the value has changed. */
  version = 0;

  constructor(name: ColumnName) {
    this.name = name;
  }

  change(): void {
    this.version += 1;
    this.isFolded = false;
  }
}

/**
 * The columns of the event at hand, as values or as bytes. Each is read and folded at most once, when it is first asked
 * for. Events in a row often share a value, and then what is known of it is still right.
 */
export class ColumnValues {
  readonly #places = new Map<ColumnName, number>();
  readonly #all: Column[] = [];
  #columns: AsimColumns | undefined;
  #source: ScreenedValues | undefined;
  #event = 0;

  /** The columns, each at its place. */
  get names(): readonly ColumnName[] {
    return this.#all.map(({ name }) => name);
  }

  /** The place of a column, by which it is asked. */
  placeOf(name: ColumnName): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#all.push(new Column(name)) - 1;
    this.#places.set(name, place);
    return place;
  }

  start(columns: AsimColumns): void {
    this.#columns = columns;
    this.#source = undefined;
    this.#event += 1;
  }

  startBytes(source: ScreenedValues): void {
    this.#columns = undefined;
    this.#source = source;
    this.#event += 1;
  }

  /** Lets go of the event. */
  end(): void {
    this.#columns = undefined;
    this.#source = undefined;
  }

  value(place: number): string {
    const column = this.#column(place);
    this.#read(column, place);
    if (!column.isDecoded) this.#decode(column, place);
    return column.value;
  }

  /** Reads a column without making a text of it, and gives a number that is another one after the value has changed. */
  version(place: number): number {
    const column = this.#column(place);
    this.#read(column, place);
    return column.version;
  }

  folded(place: number): string {
    const value = this.value(place);
    const column = this.#column(place);
    if (column.isFolded) return column.folded;
    column.folded = fold(value);
    column.isFolded = true;
    return column.folded;
  }

  #column(place: number): Column {
    const column = this.#all[place];
    if (column === undefined) throw new Error(`no column at ${place}`);
    return column;
  }

  #read(column: Column, place: number): void {
    if (column.readFor === this.#event) return;
    column.readFor = this.#event;
    const source = this.#source;
    if (source !== undefined) {
      const version = source.versions[place] ?? NOT_SEEN;
      if (version === column.seen) return;
      column.seen = version;
      column.isDecoded = false;
      column.change();
      return;
    }
    const value = this.#columns?.[column.name] ?? '';
    if (column.isDecoded && value === column.value) return;
    column.value = value;
    column.isDecoded = true;
    column.seen = NOT_SEEN;
    column.change();
  }

  #decode(column: Column, place: number): void {
    column.value = this.#source?.bytes.toString('latin1', this.#source.starts[place], this.#source.ends[place]) ?? '';
    column.isDecoded = true;
  }
}
