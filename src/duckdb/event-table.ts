import type { DuckDBAppender, DuckDBDataChunkWriter, DuckDBValue } from '@duckdb/node-api';
import type { AsimColumns } from '../event/process-event.ts';
import type { KqlType } from '../kql/plan.ts';
import { absent, SQL_TYPES } from '../kql/plan-sql.ts';
import { asimProcessEventLogs, imProcessCreate } from '../kql/schema/asim-process.ts';
import { list, name, type Sql, sql } from '../kql/sql.ts';
import type { Database } from './database.ts';

/** The columns that our events can fill, with their types; the table has no others, and its views have all of ASIM's. */
const STORED = [
  ...['TimeGenerated', 'EventStartTime', 'EventEndTime', 'EventCount', 'EventType', 'EventResult', 'EventSchema'],
  ...[
    'EventSchemaVersion',
    'EventProduct',
    'EventVendor',
    'EventOriginalType',
    'EventOriginalUid',
    'Dvc',
    'DvcHostname',
  ],
  ...[
    'DvcOs',
    'ActorUserId',
    'ActorUserIdType',
    'ActorUsername',
    'ActorUsernameType',
    'ActorSessionId',
    'TargetUserId',
  ],
  ...['TargetUserIdType', 'TargetUsername', 'TargetUsernameType', 'TargetUserSessionId', 'TargetProcessName'],
  ...['TargetProcessFilename', 'TargetProcessCommandLine', 'TargetProcessCurrentDirectory', 'TargetProcessId'],
  ...['TargetProcessCreationTime', 'ActingProcessName', 'ActingProcessFilename', 'ActingProcessCommandLine'],
  ...[
    'ActingProcessId',
    'ActingProcessCreationTime',
    'ParentProcessName',
    'ParentProcessCommandLine',
    'ParentProcessId',
  ],
  ...['ParentProcessCreationTime', 'User', 'Process', 'CommandLine', 'AdditionalFields'],
] as const satisfies readonly (keyof AsimColumns)[];

/** The name of the table behind the views. */
const TABLE = 'events';

/** Process events in a table of a database, under the names by which queries ask for them. */
export class EventTable {
  readonly #appender: DuckDBAppender;
  readonly #writer: DuckDBDataChunkWriter;
  readonly #timestamp: (millis: number) => DuckDBValue;

  private constructor(
    appender: DuckDBAppender,
    writer: DuckDBDataChunkWriter,
    timestamp: (millis: number) => DuckDBValue,
  ) {
    this.#appender = appender;
    this.#writer = writer;
    this.#timestamp = timestamp;
  }

  /** Creates the table and its views. */
  static async create({ connection }: Database): Promise<EventTable> {
    const { DuckDBDataChunkWriter, DuckDBTimestampValue } = await import('@duckdb/node-api');
    await connection.run(createTable().text);
    for (const view of [imProcessCreate, asimProcessEventLogs]) await connection.run(createView(view.name).text);
    const appender = await connection.createAppender(TABLE);
    const writer = DuckDBDataChunkWriter.forAppender(appender);
    return new EventTable(appender, writer, (millis) => new DuckDBTimestampValue(BigInt(millis) * 1000n));
  }

  add(columns: AsimColumns): void {
    this.#writer.appendRow(STORED.map((column) => this.#value(column, columns[column])));
  }

  /** After this the events can be asked for. */
  flush(): void {
    this.#writer.flush();
    this.#appender.flushSync();
  }

  #value(column: (typeof STORED)[number], value: unknown): DuckDBValue {
    if (value === undefined || value === null) return null;
    switch (typeOf(column)) {
      case 'datetime':
        return this.#timestamp(Date.parse(String(value)));
      case 'dynamic':
        return JSON.stringify(value).toWellFormed();
      case 'int':
        return Number(value);
      default:
        return String(value).toWellFormed();
    }
  }
}

function typeOf(column: string): KqlType {
  return imProcessCreate.columns[column] ?? 'string';
}

/** JSON is text until it is asked for. */
function createTable(): Sql {
  const columns = STORED.map((column) => {
    const type = typeOf(column);
    return sql`${name(column)} ${type === 'dynamic' ? sql`VARCHAR` : SQL_TYPES[type]}`;
  });
  return sql`CREATE TABLE ${name(TABLE)} (${list(columns)})`;
}

function createView(view: string): Sql {
  const stored: ReadonlySet<string> = new Set(STORED);
  const columns = Object.entries(imProcessCreate.columns).map(([column, type]) => {
    if (!stored.has(column)) return sql`${absent(type)} AS ${name(column)}`;
    return type === 'dynamic' ? sql`${name(column)}::JSON AS ${name(column)}` : name(column);
  });
  return sql`CREATE VIEW ${name(view)} AS SELECT ${list(columns)} FROM ${name(TABLE)}`;
}
