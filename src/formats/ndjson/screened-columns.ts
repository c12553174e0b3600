import type { Screen } from '../../event/screen.ts';
import type { ColumnName } from '../../event/taxonomy.ts';
import type { ColumnPlace, Layout } from './layout.ts';
import { ASCII, type LineValues, NONE } from './line-values.ts';

interface Asked {
  /** The number of the key; -1 where no line tells the column. */
  readonly key: number;
  readonly empty: string | undefined;
  readonly comesFromElsewhere: boolean;
}

/** The columns of a screen as they stand in lines. */
export class ScreenedColumns {
  readonly #screen: Screen;
  readonly #values: LineValues;
  readonly #asked: readonly Asked[];
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  constructor(screen: Screen, layout: Layout, values: LineValues) {
    const { columns } = screen;
    this.#screen = screen;
    this.#values = values;
    this.#asked = columns.map((column) => askedOf(column, layout.place(column), values));
    this.#starts = new Int32Array(columns.length);
    this.#ends = new Int32Array(columns.length);
  }

  /** Whether the screen lets the line through, or can't be asked about it. */
  mayMatch(): boolean {
    for (let at = 0; at < this.#asked.length; at += 1) {
      const asked = this.#asked[at];
      if (asked === undefined || !this.#find(asked, at)) return true;
    }
    return this.#screen.mayMatch(this.#values.bytes, this.#starts, this.#ends);
  }

  /** False if the column's value is not ASCII as it stands there. */
  #find({ key, empty, comesFromElsewhere }: Asked, at: number): boolean {
    this.#starts[at] = 0;
    this.#ends[at] = 0;
    if (key < 0) return true;
    switch (this.#values.kind(key)) {
      case NONE:
        return !comesFromElsewhere;
      case ASCII:
        if (empty !== undefined && this.#values.is(key, empty)) return true;
        this.#starts[at] = this.#values.start(key);
        this.#ends[at] = this.#values.end(key);
        return true;
      default:
        return false;
    }
  }
}

function askedOf(column: ColumnName, place: ColumnPlace | undefined, values: LineValues): Asked {
  switch (place?.kind) {
    case undefined:
      throw new Error(`no line has the column ${column}`);
    case 'never':
      return { key: -1, empty: undefined, comesFromElsewhere: false };
    case 'key':
      return { key: values.want(place.key), empty: place.empty, comesFromElsewhere: false };
    case 'key or else':
      return { key: values.want(place.key), empty: undefined, comesFromElsewhere: true };
  }
}
