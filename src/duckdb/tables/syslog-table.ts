import type { DuckDBAppender, DuckDBTimestampValue } from '@duckdb/node-api';
import { absent } from '../../kql/plan-sql.ts';
import { syslog } from '../../kql/schema/azure-monitor.ts';
import { list, name, sql } from '../../kql/sql.ts';
import type { Database } from '../database.ts';
import { INTERNAL } from '../event-lines.ts';

/** A line that a syslog daemon has forwarded. */
export interface SyslogLine {
  /** Milliseconds since 1970, where the line tells it. */
  readonly time: number | undefined;
  readonly host: string;
  readonly program: string;
  readonly message: string;
}

/** Lines of logs as rows of Syslog. */
export class SyslogTable {
  readonly #appender: DuckDBAppender;
  readonly #timestamp: (millis: number) => DuckDBTimestampValue;

  private constructor(appender: DuckDBAppender, timestamp: (millis: number) => DuckDBTimestampValue) {
    this.#appender = appender;
    this.#timestamp = timestamp;
  }

  static async create({ connection }: Database): Promise<SyslogTable> {
    const { DuckDBTimestampValue } = await import('@duckdb/node-api');
    const table = sql`${name(INTERNAL)}.syslog`;
    await connection.run(sql`CREATE SCHEMA IF NOT EXISTS ${name(INTERNAL)}`.text);
    await connection.run(
      sql`CREATE TABLE ${table} (${list(STORED.map((column) => sql`${name(column)} ${TYPES[column]}`))})`.text,
    );
    const columns = Object.entries(syslog.columns).map(
      ([column, type]) => sql`${SHOWN[column] ?? absent(type)} AS ${name(column)}`,
    );
    await connection.run(sql`CREATE VIEW ${name(syslog.name)} AS SELECT ${list(columns)} FROM ${table}`.text);
    const appender = await connection.createAppender('syslog', INTERNAL);
    return new SyslogTable(appender, (millis) => new DuckDBTimestampValue(BigInt(millis) * 1000n));
  }

  add({ time, host, program, message }: SyslogLine): void {
    if (time === undefined) this.#appender.appendNull();
    else this.#appender.appendTimestamp(this.#timestamp(time));
    for (const text of [host, program, message]) this.#appender.appendVarchar(text.toWellFormed());
    this.#appender.endRow();
  }

  /** After this the lines can be asked for. */
  flush(): void {
    this.#appender.flushSync();
  }
}

const STORED = ['TimeGenerated', 'Computer', 'ProcessName', 'SyslogMessage'] as const;
const TYPES = {
  TimeGenerated: sql`TIMESTAMP`,
  Computer: sql`VARCHAR`,
  ProcessName: sql`VARCHAR`,
  SyslogMessage: sql`VARCHAR`,
};

const SHOWN: Readonly<Record<string, ReturnType<typeof name>>> = {
  ...Object.fromEntries(STORED.map((column) => [column, name(column)])),
  EventTime: name('TimeGenerated'),
  HostName: name('Computer'),
  Type: sql`'Syslog'`,
};
