import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { SourceText } from '../../diagnostic/source-text.ts';
import type { Column, KqlType, Rank, Relation, Typed } from '../plan.ts';
import { absent } from '../plan-sql.ts';
import type { TableSchema } from '../schema/table.ts';
import type { Sql } from '../sql.ts';
import { type Node, textOf } from '../syntax.ts';

/** What a name stands for: a value, a table, or a function that is called by its name. */
export type Binding =
  | { readonly kind: 'scalar'; readonly value: Typed }
  | { readonly kind: 'relation'; readonly relation: Relation }
  /** A row of its own, whose columns stand behind a point. */
  | { readonly kind: 'row'; readonly columns: ReadonlyMap<string, Typed> }
  | { readonly kind: 'function'; readonly declaration: Node; readonly scope: Scope };

/** Names that are known at a place, the innermost first. */
export class Scope {
  readonly #names = new Map<string, Binding>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  bind(name: string, binding: Binding): void {
    this.#names.set(name, binding);
  }

  find(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.#outer?.find(name);
  }
}

/** How expressions are lowered, whatever they are. */
export interface LoweringOf {
  readonly scalar: (node: Node, place: Place) => Typed;
  readonly relation: (node: Node, place: Place) => Relation;
}

/** What is known and collected while a query is lowered. */
export class Context {
  readonly source: SourceText;
  readonly tables: readonly TableSchema[];
  /** The time that `now()` gives, in milliseconds since 1970: one for the whole query. */
  readonly now: number;
  readonly lowering: LoweringOf;
  readonly problems: Diagnostic[] = [];
  #ids = 0;
  #depth = 0;
  /** The call whose function is being lowered: a body is bound for each call, and then has no place in the text. */
  #call: Node | undefined;
  #spent = 0;
  #kept = 0;
  #written = 0;

  constructor(source: SourceText, tables: readonly TableSchema[], now: number, lowering: LoweringOf) {
    this.lowering = lowering;
    this.source = source;
    this.tables = tables;
    this.now = now;
  }

  /** The rows of a table that the query may name. */
  scan(table: string): Relation {
    const columns = Object.entries(this.tables.find(({ name }) => name === table)?.columns ?? {});
    return {
      kind: 'scan',
      table,
      columns: columns.map(([name, type]) => this.column(name, type)),
      source: columns.map(([name]) => name),
    };
  }

  /** A column under a new id. */
  column(name: string, type: KqlType): Column {
    this.#ids += 1;
    return { name, type, id: `c${this.#ids}` };
  }

  /** Says that something is not supported here, and gives a value so that the rest is looked at too. */
  refuse(refused: Node, what: string, type: KqlType = 'string'): Typed {
    const node = this.#call ?? refused;
    const span = { source: this.source, start: node.TextStart, end: node.TextStart + Math.max(1, textOf(node).length) };
    this.problems.push(report('kql-not-supported', span, { what }));
    return { sql: absent(type), type };
  }

  /** Counts an expression that is lowered; false when they are too many, which is said once. */
  spend(node: Node): boolean {
    this.#spent += 1;
    if (this.#spent === MAX_EXPRESSIONS) this.refuse(node, `a query of more than ${MAX_EXPRESSIONS} expressions`);
    return this.#spent < MAX_EXPRESSIONS;
  }

  /** Counts the text of a value; false when that of all values is too much, which is said once. */
  write(node: Node, length: number): boolean {
    if (this.#written > MAX_TEXT) return false;
    this.#written += length;
    if (this.#written > MAX_TEXT) this.refuse(node, 'a query whose values refer to each other so often');
    return this.#written <= MAX_TEXT;
  }

  /** Counts the relations of tables that are worked out once; false when they are too many. */
  keep(size: number): boolean {
    this.#kept += size;
    return this.#kept <= MAX_KEPT;
  }

  /** Functions that call functions are lowered in each other; a circle would never end. */
  nested<T>(node: Node, lower: () => T, otherwise: () => T): T {
    const outermost = this.#call === undefined;
    if (this.#depth >= MAX_NESTED) {
      this.refuse(node, `functions nested deeper than ${MAX_NESTED}`);
      return otherwise();
    }
    this.#call ??= node;
    this.#depth += 1;
    try {
      return lower();
    } finally {
      this.#depth -= 1;
      if (outermost) this.#call = undefined;
    }
  }
}

const MAX_NESTED = 32;
/** Expressions of a query, those in functions counted each time that they are called. */
const MAX_EXPRESSIONS = 100_000;
/** Relations in tables that are worked out once. */
const MAX_KEPT = 10_000;
/** Characters of SQL, those of an expression counted for each that it is in. */
const MAX_TEXT = 64_000_000;

/** Values of other rows, which are worked out below the operator at hand. */
export interface OtherRows {
  /** `ORDER BY …` of the rows. */
  readonly order: Sql;
  /** A column with the value, and where it is found then. */
  add(value: Typed): Typed;
}

/** A place in a query: what is known there, and the columns of the row at hand. */
export interface Place {
  readonly context: Context;
  readonly scope: Scope;
  /** The columns of the relation at hand; none outside of one. */
  readonly columns: readonly Column[];
  /** The rows that operators without a source begin with, where they stand in another operator. */
  readonly rows?: Relation;
  /** Whether aggregates may stand here. */
  readonly inSummarize?: boolean;
  /** The columns that a `summarize` groups by: the star of an aggregate leaves them out. */
  readonly keys?: readonly string[];
  /** What the rows stand in the order of. */
  readonly order?: readonly Rank[];
  /** Where values of other rows are found; none where there are no rows, or they have no order. */
  readonly windows?: OtherRows;
  /** Whether the value only decides if a row is kept, so that null is as false. */
  readonly isFilter?: boolean;
}

/** The place of a part whose value is asked for, and not only whether it holds. */
export function asValue(place: Place): Place {
  return place.isFilter === true ? { ...place, isFilter: false } : place;
}

export function columnNamed(place: Place, name: string): Column | undefined {
  return place.columns.find((column) => column.name === name);
}
