import type { AsimColumns, ProcessEvent } from '../event/process-event.ts';
import { type AncestorField, ASIM_COLUMNS, type ColumnName } from '../event/taxonomy.ts';
import { fold } from './fold.ts';
import type { MappedField } from './mapping.ts';

/** What matching needs of an event. */
export type MatchableEvent = Pick<ProcessEvent, 'columns'>;

/** A place in an event where an item can look. An absent value is the empty string. */
export class Place {
  /** An ASIM column, `Ancestors[N].field` or `AdditionalFields.Argv`. */
  readonly column: string;
  readonly value: string;
  #folded: string | undefined;

  constructor(column: string, value: string) {
    this.column = column;
    this.value = value;
  }

  /** The value with letter case folded. */
  get folded(): string {
    this.#folded ??= fold(this.value);
    return this.#folded;
  }
}

const views = new WeakMap<AsimColumns, EventView>();

/** The view of an event, shared by all rules that look at it. */
export function viewOf(event: MatchableEvent): EventView {
  const known = views.get(event.columns);
  if (known !== undefined) return known;
  const view = new EventView(event.columns);
  views.set(event.columns, view);
  return view;
}

/** An event as places with values, each read and folded once. */
export class EventView {
  readonly #columns: AsimColumns;
  readonly #places = new Map<ColumnName, Place>();
  readonly #ancestors = new Map<AncestorField, readonly Place[]>();
  #keywordPlaces: readonly Place[] | undefined;

  constructor(columns: AsimColumns) {
    this.#columns = columns;
  }

  /** The places that a field stands for; never none. */
  placesOf({ columns, ancestors }: MappedField): readonly Place[] {
    const places = columns.map((column) => this.#place(column));
    if (ancestors === undefined) return places;
    const above = this.#ancestorsWith(ancestors);
    if (places.length > 0 || above.length > 0) return [...places, ...above];
    return [new Place(`Ancestors[*].${ancestors}`, '')];
  }

  /** Where keywords look: every string column that is there, and the arguments joined by blanks. */
  keywordPlaces(): readonly Place[] {
    this.#keywordPlaces ??= this.#allPlaces();
    return this.#keywordPlaces;
  }

  #place(column: ColumnName): Place {
    const known = this.#places.get(column);
    if (known !== undefined) return known;
    const place = new Place(column, this.#columns[column] ?? '');
    this.#places.set(column, place);
    return place;
  }

  /** The ancestors of which the field is known, up to the first that is only inferred. */
  #ancestorsWith(field: AncestorField): readonly Place[] {
    const known = this.#ancestors.get(field);
    if (known !== undefined) return known;
    const ancestors = this.#columns.AdditionalFields.Ancestors ?? [];
    const inferred = ancestors.findIndex((ancestor) => ancestor.inferred === true);
    const certain = inferred < 0 ? ancestors : ancestors.slice(0, inferred);
    const places = certain.map((ancestor, index) => new Place(`Ancestors[${index}].${field}`, ancestor[field] ?? ''));
    const present = places.filter(({ value }) => value !== '');
    this.#ancestors.set(field, present);
    return present;
  }

  #allPlaces(): readonly Place[] {
    const columns = Object.keys(ASIM_COLUMNS).map((column) => this.#place(column as ColumnName));
    const argv = new Place('AdditionalFields.Argv', this.#columns.AdditionalFields.Argv?.join(' ') ?? '');
    return [...columns, argv].filter(({ value }) => value !== '');
  }
}
