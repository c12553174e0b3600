import type { Span } from '../diagnostic/source-text.ts';

/** A scalar expression. Text is never put together: only `print/` makes text of it. */
export type Scalar =
  | { readonly kind: 'column'; readonly name: string }
  /** A property of a dynamic value. */
  | { readonly kind: 'member'; readonly of: Scalar; readonly name: string }
  /** An element of a list, counted from 0. */
  | { readonly kind: 'element'; readonly of: Scalar; readonly at: Scalar }
  | Literal
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Scalar[] }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Scalar;
      readonly right: Scalar;
    }
  /** A value and a list: `in~`, `has_any`. Alone in the list, a name may stand for a list itself. */
  | {
      readonly kind: 'among';
      readonly operator: ListOperator;
      readonly value: Scalar;
      readonly list: readonly Scalar[];
    }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Scalar[] }
  | { readonly kind: 'not'; readonly of: Scalar }
  /** What stands at this place of a source made this expression. */
  | { readonly kind: 'from'; readonly origin: Span; readonly of: Scalar };

export type Literal =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'long'; readonly value: bigint }
  | { readonly kind: 'real'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** Milliseconds since 1970, and a length of time in milliseconds. */
  | { readonly kind: 'datetime'; readonly value: number }
  | { readonly kind: 'timespan'; readonly value: number }
  /** What JSON can say, as `dynamic(…)`. */
  | { readonly kind: 'dynamic'; readonly value: Json };

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export type BinaryOperator =
  | '=='
  | '!='
  | '=~'
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | 'has'
  | 'has_cs'
  | 'contains'
  | 'contains_cs'
  | 'startswith'
  | 'startswith_cs'
  | 'endswith'
  | 'endswith_cs'
  | 'matches regex';

export type ListOperator = 'in' | 'in~' | 'has_any' | 'has_all';

/** An expression under a name: `name = of`. */
export interface Named {
  readonly name: string;
  readonly of: Scalar;
}

/** A tabular operator, behind its pipe. */
export type Operator =
  | { readonly kind: 'where'; readonly predicate: Scalar; readonly comment?: string }
  | { readonly kind: 'extend' | 'project'; readonly columns: readonly Named[] }
  | { readonly kind: 'project-away'; readonly names: readonly string[] }
  | { readonly kind: 'summarize'; readonly columns: readonly Named[]; readonly by: readonly Named[] }
  | { readonly kind: 'sort'; readonly by: readonly { readonly of: Scalar; readonly order: 'asc' | 'desc' }[] }
  | { readonly kind: 'serialize' }
  /** The rows of a list under a name, with their place in it, and what is done with them for each row outside. */
  | {
      readonly kind: 'mv-apply';
      readonly item: string;
      readonly index: string;
      readonly of: Scalar;
      readonly on: readonly Operator[];
    }
  | { readonly kind: 'mv-expand'; readonly item: string; readonly of: Scalar; readonly type: ColumnType }
  | {
      readonly kind: 'join';
      readonly flavor: 'inner' | 'leftouter' | 'leftsemi' | 'leftanti';
      readonly right: Query;
      readonly on: readonly string[];
    }
  | { readonly kind: 'union'; readonly of: readonly Query[] }
  /** Goes through the rows in their order; what was declared has for each the values that are worked out from the row before. */
  | {
      readonly kind: 'scan';
      readonly declare: readonly Declared[];
      readonly step: string;
      readonly columns: readonly Named[];
    };

/** A column that a scan adds, and its value before the first row. */
export interface Declared {
  readonly name: string;
  readonly type: ColumnType;
  readonly initial: Literal;
}

export type ColumnType = 'string' | 'long' | 'int' | 'real' | 'bool' | 'datetime' | 'timespan' | 'dynamic' | 'guid';

/** Where rows come from: a table, a function with named arguments, or another query in parentheses. */
export type Source =
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'invoke'; readonly name: string; readonly parameters: readonly Named[] };

export interface Query {
  /** Lines above the query. */
  readonly comments: readonly string[];
  readonly lets: readonly Let[];
  readonly source: Source;
  readonly operators: readonly Operator[];
}

/** `let name = …;`: a query or a value. */
export type Let =
  | { readonly kind: 'query'; readonly name: string; readonly query: Query; readonly materialized?: boolean }
  | { readonly kind: 'value'; readonly name: string; readonly of: Scalar };
