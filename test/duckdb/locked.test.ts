import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { Database } from '../../src/duckdb/database.ts';
import { EventTable } from '../../src/duckdb/event-table.ts';
import { runPlan } from '../../src/duckdb/run.ts';
import { EventWriter } from '../../src/duckdb/store/event-writer.ts';
import { snapshotOf } from '../../src/duckdb/store/snapshot.ts';
import { createFileTable } from '../../src/duckdb/tables/file-table.ts';
import { lowerQuery } from '../../src/kql/lower/query.ts';
import { schemas } from '../../src/kql/schema/registry.ts';
import type { TableSchema } from '../../src/kql/schema/table.ts';
import { eventAt } from './events.ts';
import { usable } from './store/store.ts';

/** Each would write a file named `pwned` if it got to be SQL. */
const INJECTIONS = [
  `x"; COPY (SELECT 1) TO 'PWNED`,
  `x'; COPY (SELECT 1) TO 'PWNED`,
  `x") FROM (SELECT 1)); COPY (SELECT 1) TO 'PWNED'; --`,
  `x'] : string); COPY (SELECT 1) TO 'PWNED'; --`,
  `x\\"; COPY (SELECT 1) TO 'PWNED'; --`,
  `x""; COPY (SELECT 1) TO 'PWNED'; --`,
  `x\\`,
  `$$ || $1 || ?`,
  'x\n--',
];

describe('a database that is closed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shellhound-locked-'));
  const secret = join(folder, 'secret.csv');
  const texts = INJECTIONS.map((text) => text.replace('PWNED', join(folder, 'pwned')));
  let database: Database;
  let tables: readonly TableSchema[] = schemas;
  let files: readonly string[] = [];

  beforeAll(async () => {
    writeFileSync(secret, 'a,b\n1,2\n');
    writeFileSync(
      join(folder, 'hostile.ndjson'),
      `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])))}\n`,
    );
    const writer = usable(await EventWriter.open(join(folder, "st'ore[1]*"), () => undefined));
    writer.add({ columns: eventAt(1), time: 1 });
    await writer.close();
    const stored = usable(snapshotOf(join(folder, "st'ore[1]*")));
    files = stored.files;
    database = await Database.open();
    const hostile = usable(await createFileTable(database, 'Hostile', join(folder, 'hostile.ndjson')));
    tables = [...schemas, hostile];
    await EventTable.create(database, stored.events);
    await database.lock(files);
  });
  afterAll(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (query: string) => {
    const { plans, problems } = lowerQuery(new SourceText('query', query), tables, Date.now());
    const rows = [];
    for (const plan of plans) rows.push(...(await runPlan(database, plan)).rows);
    return { rows, codes: problems.map(({ code }) => code) };
  };
  const untouched = (): void => {
    expect(readdirSync(folder).sort()).toEqual(['hostile.ndjson', 'secret.csv', "st'ore[1]*"]);
    expect(readFileSync(secret, 'utf8')).toBe('a,b\n1,2\n');
  };

  test('still reads the stored events', async () => {
    expect((await ask('imProcessCreate | project TargetProcessId')).rows).toEqual([['101']]);
  });

  test.each([
    "SELECT * FROM read_csv('SECRET')",
    "SELECT * FROM 'SECRET'",
    "SELECT * FROM read_text('SECRET')",
    "SELECT * FROM read_blob('SECRET')",
    "SELECT * FROM read_json('SECRET')",
    "SELECT * FROM glob('FOLDER/*')",
    "SELECT * FROM read_parquet('FOLDER/*/*/*/*.parquet')",
    "SELECT * FROM parquet_metadata('SECRET')",
    "SELECT * FROM sniff_csv('SECRET')",
    "COPY (SELECT 1) TO 'FOLDER/pwned'",
    "COPY (SELECT 1) TO 'FOLDER/pwned' (FORMAT parquet, USE_TMP_FILE false)",
    "CREATE TABLE t (a INT, b INT); COPY t FROM 'SECRET'",
    "EXPORT DATABASE 'FOLDER/pwned'",
    "IMPORT DATABASE 'FOLDER'",
    "ATTACH 'FOLDER/pwned'",
    "ATTACH ':memory:' AS other; COPY (SELECT 1) TO 'FOLDER/pwned'",
    'INSTALL httpfs',
    "INSTALL 'FOLDER/x.duckdb_extension'",
    'LOAD httpfs',
    "LOAD 'FOLDER/x.duckdb_extension'",
    "SELECT * FROM read_csv('https://example.com/x.csv')",
    "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    "SELECT getenv('HOME')",
    'SET enable_external_access = true',
    "SET allowed_paths = ['SECRET']",
    "SET allowed_directories = ['FOLDER']",
    'SET lock_configuration = false',
    'RESET enable_external_access',
    'PRAGMA enable_external_access',
    "SET temp_directory = 'FOLDER/pwned'",
    "SET memory_limit = '1TB'",
    "SET log_query_path = 'FOLDER/pwned'",
    "SET profiling_output = 'FOLDER/pwned'; SET enable_profiling = 'json'; SELECT 1",
    "SET home_directory = 'FOLDER'",
    'CREATE SECRET s (TYPE s3)',
    'CREATE PERSISTENT SECRET s (TYPE http)',
  ])('refuses, even as SQL: %s', async (statement) => {
    const text = statement.replaceAll('FOLDER', folder).replaceAll('SECRET', secret);
    await expect(database.connection.runAndReadAll(text)).rejects.toThrow(
      /disabled|locked|does not exist|not allowed|Cannot|not recognized|unrecognized/i,
    );
    untouched();
  });

  test('what would be SQL in a name or a literal of KQL is text', async () => {
    for (const text of texts) {
      const quoted = JSON.stringify(text);
      const queries = [
        `print [${quoted}] = ${quoted}`,
        `let ["x"] = ${quoted}; print x`,
        `datatable ([${quoted}]: string) [${quoted}] | where [${quoted}] == ${quoted}`,
        `datatable (a: string) [${quoted}] | extend [${quoted}] = a | summarize [${quoted}] = max([${quoted}]) by a | project [${quoted}]`,
        `datatable (a: dynamic) [dynamic({${quoted}: ${quoted}})] | project a[${quoted}]`,
        `datatable (a: string) [${quoted}] | sort by a | top 1 by a | distinct a`,
      ];
      for (const query of queries) {
        const { rows, codes } = await ask(query);
        expect([query, codes]).toEqual([query, []]);
        const [[value] = []] = rows;
        expect(value === text || JSON.parse(String(value)) === text, `${query}: ${value}`).toBe(true);
      }
    }
    untouched();
  });

  test('names of columns in a file are names, whatever is in them', async () => {
    expect((await ask('Hostile')).rows).toEqual([texts]);
    for (const text of texts) expect((await ask(`Hostile | project [${JSON.stringify(text)}]`)).rows).toEqual([[text]]);
    untouched();
  });

  test.each([
    'externaldata (a: string) ["https://example.com/x.csv"]',
    "externaldata (a: string) ['/etc/passwd'] with (format = 'txt')",
    "external_table('x')",
    "cluster('https://example.com').database('d').T",
    "database('other').T",
    "workspace('other').Syslog",
    "evaluate http_request('https://example.com')",
    "evaluate sql_request('x', 'SELECT 1')",
    "evaluate python(typeof(*), 'import os')",
    "print getenv('HOME')",
    "print read_text('/etc/passwd')",
    '["read_csv(\'/etc/passwd\')"]',
    '["/etc/passwd"]',
    'shellhound_internal.events',
    '["shellhound_internal.events"]',
    'duckdb_settings',
    'duckdb_settings()',
    'information_schema.tables',
    '.show tables',
    ".export to csv ('/tmp/pwned') <| imProcessCreate",
    '.set T <| imProcessCreate',
    'set x = 1; SELECT 1',
    "SELECT 1; COPY (SELECT 1) TO 'x'",
    'EXPLAIN SELECT * FROM imProcessCreate',
  ])('KQL has no way to %s', async (query) => {
    const { rows, codes } = await ask(query);
    expect(rows).toEqual([]);
    expect(codes.length).toBeGreaterThan(0);
    untouched();
  });
});
