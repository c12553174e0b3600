import type { DuckDBConnection } from '@duckdb/node-api';
import type { AsimColumns } from '../event/process-event.ts';
import { name, type Sql, sql } from '../kql/sql.ts';
import type { Database } from './database.ts';
import { EventLines, INTERNAL } from './event-lines.ts';
import { eventsOfLines, STORED_DEFINITION, STORED_NAMES } from './stored-columns.ts';
import { createEventViews } from './tables/event-views.ts';

const TABLE = sql`${name(INTERNAL)}.events`;

/** Process events in a table of a database, under the names by which queries ask for them. */
export class EventTable {
  readonly #connection: DuckDBConnection;
  readonly #lines: EventLines;

  private constructor(connection: DuckDBConnection, lines: EventLines) {
    this.#connection = connection;
    this.#lines = lines;
  }

  /**
   * Creates the table and its views.
   * @param beside other events that the views show too: SQL that gives the stored columns
   */
  static async create(database: Database, beside: readonly Sql[] = []): Promise<EventTable> {
    const lines = await EventLines.create(database.connection);
    await database.connection.run(sql`CREATE TABLE ${TABLE} (${STORED_DEFINITION})`.text);
    await createEventViews(database, [sql`SELECT ${STORED_NAMES} FROM ${TABLE}`, ...beside]);
    return new EventTable(database.connection, lines);
  }

  /** Whether so much waits that it should be flushed. */
  get isFull(): boolean {
    return this.#lines.isFull;
  }

  add(columns: AsimColumns): void {
    this.#lines.add(columns);
  }

  /** After this the events can be asked for. */
  async flush(): Promise<void> {
    if (this.#lines.rows > 0)
      await this.#lines.drain((lines) => this.#connection.run(sql`INSERT INTO ${TABLE} ${eventsOfLines(lines)}`.text));
  }
}
