import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/duckdb/database.ts';
import { type CellsByName, databaseOf, planOf, rowsOf } from '../../conformance/kql/parser-functions.ts';

const CAPTURE = join(import.meta.dirname, '../../../hunts/linux-webshell/captures/apache-php-attack');
const NO_ROWS = 'false';

/** Arguments of the filtering function, and what is asked of the rows of the other one in their place. */
const FILTERS: readonly (readonly [string, string])[] = [
  ['', 'true'],
  ['starttime=datetime(2026-11-24T07:36:24.7Z)', 'TimeGenerated >= datetime(2026-11-24T07:36:24.7Z)'],
  ['endtime=datetime(2026-11-24T07:36:24.7Z)', 'TimeGenerated <= datetime(2026-11-24T07:36:24.7Z)'],
  ['commandline_has_any=dynamic(["whoami", "shadow"])', 'TargetProcessCommandLine has_any ("whoami", "shadow")'],
  ['commandline_has_all=dynamic(["sh", "base64"])', 'TargetProcessCommandLine has_all ("sh", "base64")'],
  ['actingprocess_has_any=dynamic(["apache2"])', 'ActingProcessName has_any ("apache2")'],
  ['targetprocess_has_any=dynamic(["cat", "id"])', 'TargetProcessName has_any ("cat", "id")'],
  ['parentprocess_has_any=dynamic(["apache2"])', 'ParentProcessName has_any ("apache2")'],
  ['targetusername_has="www"', 'TargetUsername has "www"'],
  ['actorusername_has="root"', 'ActorUsername has "root"'],
  ['dvchostname_has_any=dynamic(["vm"])', 'Dvc has "vm"'],
  ['dvchostname_has_any=dynamic(["other"])', NO_ROWS],
  ['eventtype="ProcessCreated"', 'true'],
  ['eventtype="ProcessTerminated"', NO_ROWS],
  ['commandline_has_any_ip_prefix=dynamic(["192.168."])', NO_ROWS],
  ['dvcipaddr_has_any_prefix=dynamic(["10."])', NO_ROWS],
  ['hashes_has_any=dynamic(["d41d8cd98f00b204e9800998ecf8427e"])', NO_ROWS],
  ['disabled=true', NO_ROWS],
];

describe('the filtering function gives of the other one', () => {
  let database: Database;
  let whole: readonly CellsByName[];

  beforeAll(async () => {
    database = await databaseOf(CAPTURE);
    whole = inOrder(await rowsOf(database, planOf('ASimProcessCreateLinuxAuditd()')));
  }, 60_000);

  afterAll(() => database.close());

  test.each(FILTERS)('(%s): the rows for which %s', { timeout: 60_000 }, async (given, condition) => {
    const rows = inOrder(await rowsOf(database, planOf(`vimProcessCreateLinuxAuditd(${given})`)));
    const wanted = await rowsOf(
      database,
      planOf(`ASimProcessCreateLinuxAuditd() | where ${condition} | project EventOriginalUid`),
    );
    const ids = new Set(wanted.map(idOf));
    expect(ids.size > 0).toBe(condition !== NO_ROWS);
    expect(rows).toEqual(whole.filter((row) => ids.has(idOf(row))));
  });
});

test('the function without filters can be switched off', async () => {
  const database = await databaseOf(CAPTURE);
  expect(await rowsOf(database, planOf('ASimProcessCreateLinuxAuditd(disabled=true)'))).toEqual([]);
  database.close();
}, 60_000);

function idOf(row: CellsByName): string {
  return String(row['EventOriginalUid']);
}

function inOrder(rows: readonly CellsByName[]): readonly CellsByName[] {
  return rows.toSorted((a, b) => idOf(a).localeCompare(idOf(b)));
}
