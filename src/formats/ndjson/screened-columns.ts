import type { Screen, ScreenedValues } from '../../event/screen.ts';
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
  /** One for all lines, so that nothing is made for a line. */
  readonly #given: { bytes: Buffer } & Omit<ScreenedValues, 'bytes'>;

  constructor(screen: Screen, layout: Layout, values: LineValues) {
    const { columns } = screen;
    this.#screen = screen;
    this.#values = values;
    this.#asked = columns.map((column) => askedOf(column, layout.place(column), values));
    this.#given = {
      bytes: values.bytes,
      starts: new Int32Array(columns.length),
      ends: new Int32Array(columns.length),
      versions: new Float64Array(columns.length),
    };
  }

  /** Whether the screen lets the line through, or can't be asked about it. */
  mayMatch(): boolean {
    for (let at = 0; at < this.#asked.length; at += 1) {
      const asked = this.#asked[at];
      if (asked === undefined || !this.#find(asked, at)) return true;
    }
    this.#given.bytes = this.#values.bytes;
    return this.#screen.mayMatch(this.#given);
  }

  /** False if the column's value is not ASCII as it stands there. */
  #find({ key, empty, comesFromElsewhere }: Asked, at: number): boolean {
    const { starts, ends, versions } = this.#given;
    const values = this.#values;
    const kind = key < 0 ? NONE : values.kind(key);
    if (kind === ASCII && (empty === undefined || !values.is(key, empty))) {
      starts[at] = values.start(key);
      ends[at] = values.end(key);
      versions[at] = values.version(key);
      return true;
    }
    starts[at] = 0;
    ends[at] = 0;
    versions[at] = 0;
    return kind === ASCII || (kind === NONE && !comesFromElsewhere);
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
