import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { convertRule } from '../../../src/backends/convert.ts';
import type { ConvertOptions } from '../../../src/backends/options.ts';
import { sentinelAsim } from '../../../src/backends/targets/sentinel-asim.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { Database } from '../../../src/duckdb/database.ts';
import { EventTable } from '../../../src/duckdb/event-table.ts';
import { runPlan } from '../../../src/duckdb/run.ts';
import type { ProcessEvent } from '../../../src/event/process-event.ts';
import { applicableFilters } from '../../../src/exclusions/applicable.ts';
import { excludedBy, prepareFilter } from '../../../src/exclusions/exclude.ts';
import { lowerQuery } from '../../../src/kql/lower/query.ts';
import { printQuery } from '../../../src/kql/print/query.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import { viewOf } from '../../../src/match/event-view.ts';
import { LINEAGE_MODES, type LineageMode } from '../../../src/match/lineage-mode.ts';
import { mapRule } from '../../../src/match/mapping.ts';
import { matchRule } from '../../../src/match/match.ts';
import { prepareRule } from '../../../src/match/prepare.ts';
import { readEvents } from '../../../src/read-events.ts';
import type { SigmaFilter, SigmaRule } from '../../../src/sigma/ir.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import { findLogs } from '../../../src/sources/log-set.ts';
import { eventsNear, randomOf } from '../../differential/near.ts';
import { asTableHasIt } from '../../kql/as-table.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const shared = join(root, '../shared');
const PROVED = LINEAGE_MODES;
const BUNDLED = join(root, 'hunts/linux-webshell');

/**
 * The proof that matters most: the matcher, and the rule's KQL parsed by Microsoft's parser and run by the database, give
 * the same events. On the bundled captures with the bundled rules; on everything that is shared, where it is there.
 */
describe('the matcher and the KQL give the same events', () => {
  const events: ProcessEvent[] = [];
  let database: Database;

  beforeAll(async () => {
    const telemetry = join(shared, 'telemetry');
    for (const folder of [join(BUNDLED, 'captures'), ...(existsSync(telemetry) ? [telemetry] : [])])
      for (const capture of readdirSync(folder)) await readCapture(join(folder, capture), capture, events);
    events.push(...nearMisses());
    database = await Database.open();
    const table = await EventTable.create(database);
    for (const { columns } of events) table.add(columns);
    await table.flush();
    await database.lock();
  }, 180_000);

  test.each(PROVED.flatMap((lineage) => [false, true].map((optimize) => ({ lineage, optimize }))))(
    'lineage $lineage, optimize $optimize',
    async ({ lineage, optimize }) => {
      const { rules, filters } = loaded();
      const options: ConvertOptions = { target: sentinelAsim, lineage, optimize, builtInParser: false };
      const count = { rules: 0, queries: 0, found: 0 };
      for (const rule of rules) {
        const own = applicableFilters(rule, filters);
        for (const exclusions of own.length > 0 ? [own, []] : [[]]) {
          const wanted = matched(rule, exclusions, lineage, events);
          const given = await answered(rule, exclusions, options, database);
          expect(given, `${rule.title} (${rule.path})`).toEqual(wanted);
          count.queries += 1;
          count.found += wanted.length;
        }
        count.rules += 1;
      }
      console.log(`${lineage}, optimize ${optimize}: ${JSON.stringify(count)} on ${events.length} events`);
      expect(count.found).toBeGreaterThan(10);
    },
    300_000,
  );

  test.skipIf(!existsSync(join(shared, 'oracle/sentinel_asim.jsonl')))(
    'the reference KQL, word for word, gives the alerts of the reference rule',
    async () => {
      const rule = loaded().rules.find(({ id }) => id === REFERENCE);
      if (rule === undefined) throw new Error('the reference rule is not there');
      const wanted = matched(rule, [], 'asim', events);
      expect(await rowsOf(referenceQuery(), database)).toEqual(wanted);
      expect(wanted.length).toBeGreaterThan(100);
    },
    60_000,
  );
});

const REFERENCE = '818f7b24-0fba-4c49-a073-8b755573b9c7';

function referenceQuery(): string {
  const lines = readFileSync(join(shared, 'oracle/sentinel_asim.jsonl'), 'utf8').trim().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as { readonly id: string; readonly queries: readonly string[] });
  return rows.find(({ id }) => id === REFERENCE)?.queries[0] ?? '';
}

/** What every event of ours has. */
const MANDATORY = {
  TargetProcessId: '',
  TimeGenerated: '2026-01-01T00:00:00.000Z',
  EventStartTime: '2026-01-01T00:00:00.000Z',
};

/** Events made of what the rules ask, and others that differ from them by one character. */
function nearMisses(): readonly ProcessEvent[] {
  const { rules } = loaded();
  const near = rules.flatMap((rule, at) => {
    const { mapped } = mapRule(rule, 'asim');
    return mapped === undefined ? [] : eventsNear(prepareRule(mapped), randomOf(at), 3, 8);
  });
  return near.map((each, at) => {
    const id = { Dvc: 'near', EventOriginalUid: `near ${at}` };
    const columns = { ...MANDATORY, ...asTableHasIt(each).columns, ...id };
    return { columns } as unknown as ProcessEvent;
  });
}

async function readCapture(folder: string, host: string, events: ProcessEvent[]): Promise<void> {
  const logs = globSync(join(folder, 'audit.log*'));
  if (logs.length === 0) return;
  await readEvents(findLogs(logs).sets, {
    format: 'auto',
    host,
    users: new Map(),
    onEvent: (event) => events.push(event),
    onProblem: () => {},
  });
}

/** The rules of the corpus for Linux processes and those that are bundled, with the bundled exclusions. */
function loaded(): { readonly rules: readonly SigmaRule[]; readonly filters: readonly SigmaFilter[] } {
  const corpus = globSync(join(shared, 'corpus/sigmahq/**/*.yml'));
  const own = globSync(join(BUNDLED, '{rules,exclusions}/*.yml'));
  const { rules, filters } = loadSigma(
    [...own, ...corpus].map((path) => new SourceText(path, readFileSync(path, 'utf8'))),
  );
  const processes = rules.filter(({ logsource }) => logsource.service === undefined);
  return { rules: [...new Map(processes.map((rule) => [rule.id, rule])).values()], filters };
}

function matched(
  rule: SigmaRule,
  exclusions: readonly SigmaFilter[],
  lineage: LineageMode,
  events: readonly ProcessEvent[],
): readonly string[] {
  const { mapped } = mapRule(rule, lineage);
  if (mapped === undefined) throw new Error(`${rule.path} is not mapped`);
  const prepared = prepareRule(mapped);
  const filters = exclusions.flatMap((filter) => prepareFilter(filter, lineage).prepared ?? []);
  const found = events.filter((event) => {
    const view = viewOf(event);
    return matchRule(prepared, view) !== null && excludedBy(filters, view) === null;
  });
  return found.map(({ columns }) => idOf(columns)).sort();
}

function idOf({ Dvc, EventOriginalUid, TargetProcessId = '' }: Partial<ProcessEvent['columns']>): string {
  return [Dvc, EventOriginalUid, TargetProcessId].join(' ');
}

async function answered(
  rule: SigmaRule,
  exclusions: readonly SigmaFilter[],
  options: ConvertOptions,
  database: Database,
): Promise<readonly string[]> {
  const { conversion, diagnostics } = convertRule(rule, exclusions, options);
  if (conversion === undefined)
    throw new Error(`${rule.path}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return rowsOf(printQuery(conversion.query).text, database);
}

/** The ids of a query's rows, as the matcher's are written. */
async function rowsOf(query: string, database: Database): Promise<readonly string[]> {
  const text = `${query}\n| project Dvc, EventOriginalUid, TargetProcessId`;
  const { plans, problems } = lowerQuery(new SourceText('query', text), schemas, Date.now());
  const [plan] = plans;
  if (plan === undefined) throw new Error(`${problems.map(({ message }) => message).join('; ')}\n${text}`);
  const { rows } = await runPlan(database, plan);
  return rows.map((row) => row.map((cell) => cell ?? '').join(' ')).sort();
}
