import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { AsimColumns } from '../event/process-event.ts';
import { list, name, type Sql, sql } from '../kql/sql.ts';
import { EVENT_ID, lineOf } from './stored-columns.ts';

/** Tables of this program's own stand in a schema that no query names. */
export const INTERNAL = 'shellhound_internal';

/** More text than this is not held before it becomes columns. */
const FULL_BYTES = 64 << 20;
const FULL_ROWS = 65_536;

/**
 * Events on their way into columns: one JSON text each. Handing over one text costs a fraction of handing over forty values,
 * and the database reads JSON faster than values can be given to it one by one. The keys stand beside the text, so that a
 * writer can sort, and drop what it knows, before the texts are read.
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
    const line = lineOf(columns);
    this.#appender.appendVarchar(line);
    for (const key of KEYS) this.#appender.appendVarchar(columns[key].toWellFormed());
    this.#appender.endRow();
    this.#rows += 1;
    this.#bytes += line.length;
  }

  /**
   * Gives the waiting events to `work`, and forgets them: a table in the order of `add`, with the column `line`, from which
   * `eventsOfLines` makes events, and those of `KEYS`.
   */
  async drain<T>(work: (lines: Sql) => Promise<T>): Promise<T> {
    this.#appender.closeSync();
    const result = await work(LINES);
    this.#appender = await emptied(this.#connection);
    this.#rows = 0;
    this.#bytes = 0;
    return result;
  }
}

/** What a writer looks at before it makes events of lines. */
const KEYS = ['EventStartTime', ...EVENT_ID] as const;

const LINES = sql`${name(INTERNAL)}.lines`;

async function emptied(connection: DuckDBConnection): Promise<DuckDBAppender> {
  const columns = list(['line', ...KEYS].map((column) => sql`${name(column)} VARCHAR`));
  await connection.run(sql`CREATE OR REPLACE TABLE ${LINES} (${columns})`.text);
  return connection.createAppender('lines', INTERNAL);
}
