import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { AsimColumns } from '../event/process-event.ts';
import { name, type Sql, sql } from '../kql/sql.ts';
import { STORED_FROM_LINE } from './stored-columns.ts';

/** Tables of this program's own stand in a schema that no query names. */
export const INTERNAL = 'shellhound_internal';

/** More text than this is not held before it becomes columns. */
const FULL_BYTES = 64 << 20;
const FULL_ROWS = 65_536;

/**
 * Events on their way into columns: one JSON text each. Handing over one text costs a fraction of handing over forty values,
 * and the database reads JSON faster than values can be given to it one by one.
 */
export class EventLines {
  readonly #connection: DuckDBConnection;
  #appender: DuckDBAppender;
  #rows = 0;
  #bytes = 0;

  private constructor(connection: DuckDBConnection, appender: DuckDBAppender) {
    this.#connection = connection;
    this.#appender = appender;
  }

  static async create(connection: DuckDBConnection): Promise<EventLines> {
    await connection.run(sql`CREATE SCHEMA IF NOT EXISTS ${name(INTERNAL)}`.text);
    return new EventLines(connection, await emptied(connection));
  }

  /** Events that wait. */
  get rows(): number {
    return this.#rows;
  }

  get isFull(): boolean {
    return this.#rows >= FULL_ROWS || this.#bytes >= FULL_BYTES;
  }

  add(columns: AsimColumns): void {
    const line = jsonOf(columns);
    this.#appender.appendVarchar(line);
    this.#appender.endRow();
    this.#rows += 1;
    this.#bytes += line.length;
  }

  /**
   * Runs a statement over the waiting events, given as a relation of the stored columns in the order of `add`, and forgets
   * them.
   */
  async drain(statement: (events: Sql) => Sql): Promise<void> {
    this.#appender.closeSync();
    await this.#connection.run(statement(sql`(SELECT ${STORED_FROM_LINE} FROM ${LINES})`).text);
    this.#appender = await emptied(this.#connection);
    this.#rows = 0;
    this.#bytes = 0;
  }
}

const LINES = sql`${name(INTERNAL)}.lines`;

async function emptied(connection: DuckDBConnection): Promise<DuckDBAppender> {
  await connection.run(sql`CREATE OR REPLACE TABLE ${LINES} (line VARCHAR)`.text);
  return connection.createAppender('lines', INTERNAL);
}

/** A half of a surrogate pair is no text that JSON's readers take. */
function jsonOf(columns: AsimColumns): string {
  const text = JSON.stringify(columns);
  if (!text.includes('\\ud')) return text;
  return JSON.stringify(columns, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value));
}
