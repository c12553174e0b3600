import type { ColumnName } from '../../event/taxonomy.ts';
import type { Test } from '../../sigma/ir.ts';
import type { EventView } from '../event-view.ts';
import type { MappedField } from '../mapped.ts';
import type { PreparedTest } from '../prepare.ts';
import type { PlaceTest } from '../value-test.ts';
import type { ColumnValues } from './column-values.ts';

/** One test of one column. */
interface Atom {
  readonly place: number;
  readonly holds: PlaceTest;
  /** Whether it asks for more of the event than the column. */
  readonly looksAround: boolean;
}

/** The tests of all rules, each once for a column, and what is known of them for the event at hand. */
export class Atoms {
  readonly #values: ColumnValues;
  readonly #byKey = new Map<string, number>();
  readonly #all: Atom[] = [];
  #knownFor = new Float64Array(64);
  #truth = new Uint8Array(64);
  #event = 0;

  constructor(values: ColumnValues) {
    this.#values = values;
  }

  get count(): number {
    return this.#all.length;
  }

  /** The number of a test of a column. */
  add(column: ColumnName, { test, holds }: PreparedTest): number {
    const place = this.#values.placeOf(column);
    // What a number is compared with is its text too; of the others only the meaning counts.
    const { span: _, text, ...meaning } = test;
    const key = `${place} ${JSON.stringify([meaning, isTextual(test) ? text : ''], plain)}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const atom = this.#all.push({ place, holds, looksAround: looksAround(test) }) - 1;
    this.#byKey.set(key, atom);
    if (atom >= this.#truth.length) this.#grow();
    return atom;
  }

  looksAround(atom: number): boolean {
    return this.#all[atom]?.looksAround === true;
  }

  start(): void {
    this.#event += 1;
  }

  holds(atom: number, view: EventView): boolean {
    if (this.#knownFor[atom] === this.#event) return this.#truth[atom] === 1;
    const test = this.#all[atom];
    const result = test?.holds(this.#values.value(test.place), this.#values.folded(test.place), view) === true;
    this.#knownFor[atom] = this.#event;
    this.#truth[atom] = result ? 1 : 0;
    return result;
  }

  #grow(): void {
    const [known, truth] = [this.#knownFor, this.#truth];
    this.#knownFor = new Float64Array(known.length * 2);
    this.#knownFor.set(known);
    this.#truth = new Uint8Array(truth.length * 2);
    this.#truth.set(truth);
  }
}

function looksAround(test: Test<MappedField>): boolean {
  return test.kind === 'fieldref' || (test.kind === 'variants' && test.of.some(looksAround));
}

/** Whether the text of a test, as the rule writes it, is part of what it means. */
function isTextual({ kind }: PreparedTest['test']): boolean {
  return kind === 'number' || kind === 'variants';
}

/** Numbers that JSON does not have, as text. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'number' && !Number.isFinite(value) ? `${value}` : value;
}
