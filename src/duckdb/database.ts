import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { list, literal, sql } from '../kql/sql.ts';
import { MACROS } from './macros.ts';
import { registerNatives } from './natives.ts';

/** An embedded database in memory, closed to files and the network as soon as what it reads is set up. */
export class Database {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.connection = connection;
  }

  /** Opens a database. The native module is loaded here, and only here. */
  static async open(): Promise<Database> {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const statement of ["SET TimeZone = 'UTC'", 'SET autoinstall_known_extensions = false', ...MACROS])
      await connection.run(statement);
    await registerNatives(connection);
    return new Database(instance, connection);
  }

  /**
   * After this no statement reaches a file, the network or the settings.
   * @param files absolute paths of the only files that can still be read. SQL could write to them too: no text that comes from
   *   a user is ever SQL
   */
  async lock(files: readonly string[] = []): Promise<void> {
    const allowed = sql`SET allowed_paths = [${list(files.map(literal))}]`;
    for (const statement of [allowed.text, 'SET enable_external_access = false', 'SET lock_configuration = true'])
      await this.connection.run(statement);
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}
