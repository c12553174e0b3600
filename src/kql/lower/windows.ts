import { type Computed, orderOf, type Rank, type Relation, type Typed } from '../plan.ts';
import { orderSql } from '../plan-sql.ts';
import { name, type Sql, sql } from '../sql.ts';
import type { Context, OtherRows } from './context.ts';

/**
 * Values of other rows that an operator asks for (`prev`, `row_number`). Each is worked out below the operator, in a column
 * of its own, so that one may be made of another and all may stand in any expression.
 */
export class Windows implements OtherRows {
  readonly #context: Context;
  readonly #input: Relation;
  readonly #found: Computed[] = [];
  #rank: Rank | undefined;

  constructor(input: Relation, context: Context) {
    this.#input = input;
    this.#context = context;
  }

  /** `ORDER BY …` of one and the same order for all that is asked of these rows. */
  get order(): Sql {
    this.#rank ??= { id: this.#context.column('', 'long').id, order: 'asc', nulls: 'first' };
    return orderSql([this.#rank]);
  }

  add({ sql: value, type }: Typed): Typed {
    const column = { ...this.#context.column('', type), sql: value };
    this.#found.push(column);
    return { sql: name(column.id), type };
  }

  /** The rows with what was asked for. */
  below(): Relation {
    const input: Relation =
      this.#rank === undefined
        ? this.#input
        : { kind: 'number', input: this.#input, columns: this.#input.columns, rank: this.#rank };
    return this.#found.reduce<Relation>(withColumn, input);
  }
}

/** What is found on the way is no column of the query, but the operators above refer to it. */
function withColumn(input: Relation, column: Computed): Relation {
  return {
    kind: 'custom',
    name: 'window',
    inputs: [input],
    columns: input.columns,
    order: orderOf(input),
    sql: ([rows = sql``]) => sql`SELECT *, ${column.sql} AS ${name(column.id)} FROM (${rows})`,
  };
}
