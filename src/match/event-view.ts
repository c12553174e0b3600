import type { AuditRecord, AuditRecordType } from '../event/audit-record.ts';
import type { AsimColumns, ProcessEvent } from '../event/process-event.ts';
import { type AncestorField, type ColumnName, KEYWORD_COLUMNS } from '../event/taxonomy.ts';
import { fold } from './fold.ts';
import type { MappedField } from './mapped.ts';

/** What matching needs of an event. */
export type MatchableEvent = Pick<ProcessEvent, 'columns'>;

/** A place in an event where an item looks: to be shown, and to be tested where it is no column. */
export interface Place {
  /** An ASIM column, `Ancestors[N].field` or `AdditionalFields.Argv`. */
  readonly column: string;
  /** An absent value is the empty string. */
  readonly value: string;
  /** The value with letter case folded. */
  readonly folded: string;
}

/** The view of an event. A caller that asks several rules makes one, and hands it to each in the event's place. */
export function viewOf(event: MatchableEvent): EventView {
  return event instanceof EventView ? event : new EventView(event.columns);
}

/** An event as values with letter case folded. What few rules ask for is read once, when the first one asks. */
export class EventView implements MatchableEvent {
  readonly columns: AsimColumns;
  #ancestors: Map<AncestorField, readonly Place[]> | undefined;
  #keywordPlaces: readonly Place[] | undefined;
  #records: readonly RecordView[] | undefined;

  constructor(columns: AsimColumns) {
    this.columns = columns;
  }

  /** The value of a column; an absent one is the empty string. */
  value(column: ColumnName): string {
    return this.columns[column] ?? '';
  }

  /** The value of a column with letter case folded. */
  folded(column: ColumnName): string {
    return foldedLast(column, this.value(column));
  }

  /** The views of the event's audit records of these types: a rule about records is asked of one at a time. */
  recordsOf(types: readonly AuditRecordType[]): readonly RecordView[] {
    const records = this.columns.AdditionalFields.AuditRecords;
    if (records === undefined) return NO_RECORDS;
    this.#records ??= records.map((record, index) => new RecordView(this.columns, record, index));
    return this.#records.filter(({ type }) => types.includes(type));
  }

  /** The places that a field stands for; never none. */
  placesOf({ columns, ancestors }: MappedField): readonly Place[] {
    const places = columns.map((column) => this.#place(column));
    if (ancestors === undefined) return places;
    const above = this.#ancestorsWith(ancestors);
    if (places.length > 0 || above.length > 0) return [...places, ...above];
    return [placeOf(`Ancestors[*].${ancestors}`)];
  }

  /** The ancestors of which the field is known, up to the first that is only inferred. */
  #ancestorsWith(field: AncestorField): readonly Place[] {
    this.#ancestors ??= new Map();
    const known = this.#ancestors.get(field) ?? readAncestors(this.columns, field);
    this.#ancestors.set(field, known);
    return known;
  }

  /** Where keywords look: every column of text that is there, and the arguments joined by blanks. */
  keywordPlaces(): readonly Place[] {
    this.#keywordPlaces ??= this.#allPlaces();
    return this.#keywordPlaces;
  }

  #place(column: ColumnName): Place {
    return { column, value: this.value(column), folded: this.folded(column) };
  }

  #allPlaces(): readonly Place[] {
    const columns = KEYWORD_COLUMNS.map((column) => this.#place(column));
    const argv = placeOf('AdditionalFields.Argv', this.columns.AdditionalFields.Argv?.join(' '));
    return [...columns, argv].filter(({ value }) => value !== '');
  }
}

/** One audit record of an event. Fields and keywords are looked for in this record only; columns are the event's. */
export class RecordView extends EventView {
  readonly type: AuditRecordType;
  readonly name: string;
  readonly #record: AuditRecord;
  readonly #places = new Map<string, readonly Place[]>();

  constructor(columns: AsimColumns, record: AuditRecord, index: number) {
    super(columns);
    this.type = String(record['type']) as AuditRecordType;
    this.name = `AuditRecords[${index}]`;
    this.#record = record;
  }

  override placesOf(field: MappedField): readonly Place[] {
    return field.record === undefined ? super.placesOf(field) : this.#placesIn(field.record);
  }

  override keywordPlaces(): readonly Place[] {
    return Object.keys(this.#record).flatMap((name) => this.#placesIn(name));
  }

  #placesIn(name: string): readonly Place[] {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const value = Object.hasOwn(this.#record, name) ? (this.#record[name] ?? '') : '';
    const column = `${this.name}.${name}`;
    const places = typeof value === 'string' ? [placeOf(column, value)] : value.map((each) => placeOf(column, each));
    this.#places.set(name, places);
    return places;
  }
}

const NO_RECORDS: readonly RecordView[] = [];

function placeOf(column: string, value = ''): Place {
  return { column, value, folded: fold(value) };
}

function readAncestors(columns: AsimColumns, field: AncestorField): readonly Place[] {
  const ancestors = columns.AdditionalFields.Ancestors ?? [];
  const inferred = ancestors.findIndex((ancestor) => ancestor.inferred === true);
  const certain = inferred < 0 ? ancestors : ancestors.slice(0, inferred);
  const places = certain.map((ancestor, index) => placeOf(`Ancestors[${index}].${field}`, ancestor[field]));
  return places.filter(({ value }) => value !== '');
}

/**
 * The last value of each column, folded: the rules of a set ask for the same value in turn, and events in a row often
 * share it. So nothing is kept for an event.
 */
const lastFolded = new Map<ColumnName, { value: string; folded: string }>();

function foldedLast(column: ColumnName, value: string): string {
  const last = lastFolded.get(column);
  if (last !== undefined && last.value === value) return last.folded;
  const folded = fold(value);
  if (last === undefined) lastFolded.set(column, { value, folded });
  else [last.value, last.folded] = [value, folded];
  return folded;
}
