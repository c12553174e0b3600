import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/model.ts';
import { renderDiagnostic } from '../../src/diagnostic/render.ts';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { type FlowOptions, hunt } from '../../src/flow.ts';
import { JobPool } from '../../src/jobs/pool.ts';
import type { JobSetup } from '../../src/jobs/protocol.ts';
import { loadRuleset } from '../../src/ruleset.ts';
import { findLogs } from '../../src/sources/log-set.ts';

const folder = mkdtempSync(join(tmpdir(), 'shellhound-'));
const pools: JobPool[] = [];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  rmSync(folder, { recursive: true });
});

const RULES = `
title: Who
id: 11111111-1111-4111-8111-111111111111
name: who
logsource: { category: process_creation, product: linux }
detection: { selection: { Image|endswith: /whoami }, condition: selection }
level: high
---
title: Id of a server
id: 22222222-2222-4222-8222-222222222222
logsource: { category: process_creation, product: linux }
detection: { selection: { Image|endswith: /id, ParentImage|endswith: [/sh, /apache2] }, condition: selection }
level: low
---
title: Often
id: 33333333-3333-4333-8333-333333333333
correlation: { type: event_count, rules: [who], group-by: [Dvc], timespan: 1m, condition: { gte: 2 }, generate: true }
level: critical
---
title: Not for root
id: 44444444-4444-4444-8444-444444444444
logsource: { category: process_creation, product: linux }
filter: { rules: [who], selection: { User: root }, condition: not selection }
`;
const ROOTS = [{ image: ['*/apache2'], commandLine: [] }];
const START = Date.parse('2026-11-24T08:00:00Z');

const setup: JobSetup = {
  rules: [{ name: 'rules.yml', text: RULES }],
  pipelines: [],
  lineage: 'asim',
  level: 'informational',
  since: START + 5_000,
  until: START + 3_000_000,
  roots: ROOTS,
  host: 'unnamed',
  users: new Map([['33', 'www-data']]),
};

/** All that a hunt in these files says, however many workers it has. */
async function huntIn(paths: readonly string[], pool?: JobPool): Promise<unknown> {
  const alerts: Alert[] = [];
  const problems: string[] = [];
  const options: FlowOptions = {
    format: 'auto',
    host: 'unnamed',
    users: setup.users,
    level: setup.level,
    since: setup.since,
    until: setup.until,
    onAlert: (alert) => alerts.push(alert),
    onProblem: (problem) => problems.push(renderDiagnostic(problem)),
    ...(pool === undefined ? {} : { pool }),
  };
  const rules = loadRuleset([new SourceText('rules.yml', RULES)], setup.lineage);
  const found = await hunt(findLogs(paths).sets, rules, ROOTS, options);
  return { ...found, alerts, problems };
}

const IMAGES = ['/usr/bin/whoami', '/usr/bin/id', '/bin/ls', '/bin/sh', '/usr/bin/wh\u00e9'];
const PARENTS = ['/bin/sh', '/usr/sbin/apache2', '/usr/bin/cron', undefined];

const row = fc
  .record({
    seconds: fc.nat(4000),
    host: fc.constantFrom('web01', 'web02', 'web03', undefined),
    image: fc.constantFrom(...IMAGES),
    acting: fc.constantFrom(...PARENTS),
    actingPid: fc.integer({ min: 1, max: 4 }),
    parent: fc.constantFrom(...PARENTS),
    user: fc.constantFrom('root', 'www-data', undefined),
    chain: fc.boolean(),
    uid: fc.nat(60),
  })
  .map(({ seconds, host, image, acting, actingPid, parent, user, chain, uid }) =>
    JSON.stringify({
      EventStartTime: new Date(START + seconds * 1000).toISOString(),
      EventOriginalUid: uid % 5 === 0 ? undefined : `u${uid}`,
      Dvc: host,
      TargetProcessName: image,
      TargetProcessCommandLine: `${image} ${uid}`,
      TargetProcessId: uid,
      TargetUsername: user,
      ActingProcessName: acting,
      ActingProcessId: actingPid,
      ParentProcessName: parent,
      ParentProcessId: parent === undefined ? undefined : '1',
      AdditionalFields: chain ? { Ancestors: [{ pid: String(actingPid), name: '/usr/sbin/apache2' }] } : undefined,
    }),
  );

const anyLine = fc.oneof(
  { weight: 12, arbitrary: row },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '{', '[]', '{"EventSchema":"Dns"}', '{"TargetProcessName":"x"}', '\u00e9'),
  },
);
const log = fc.tuple(
  row,
  fc.array(anyLine, { minLength: 40, maxLength: 160 }),
  fc.constantFrom('\n', '\r\n'),
  fc.boolean(),
);

describe('workers change nothing', () => {
  test.each([
    [1, 400, false],
    [2, 100, true],
    [3, 2500, true],
    [2, 400, false],
    [2, 1_000_000, true],
  ])(
    '%i threads, pieces of %i bytes, workers are there from the start: %s',
    async (jobs, size, isAwaited) => {
      const path = join(folder, `${jobs}-${size}.ndjson`);
      await fc.assert(
        fc.asyncProperty(fc.array(log, { minLength: 2, maxLength: 3 }), fc.boolean(), async (logs, packed) => {
          const paths = logs.map(([first, rest, end, isWhole], index) => {
            const text = `${[first, ...rest].join(end)}${isWhole ? end : ''}`;
            const name = path.replace('.ndjson', `-${index}.ndjson`);
            writeFileSync(name, packed ? gzipSync(text) : text);
            return name;
          });
          const pool = poolOf(jobs, size);
          if (isAwaited) await pool.started();
          const found = await huntIn(paths, pool);
          await pool.close();
          expect(found).toEqual(await huntIn(paths));
        }),
        { numRuns: 5 },
      );
    },
    120_000,
  );
});

/** Workers remember hosts, so a pool serves one run; the worker threads take their time to start. */
function poolOf(jobs: number, size: number): JobPool {
  const pool = new JobPool(jobs, setup, size);
  pools.push(pool);
  return pool;
}

test('lines over the limit, and files of several formats', async () => {
  const long = join(folder, 'long.ndjson');
  const first = '{"TargetProcessName":"/usr/bin/whoami","EventStartTime":"2026-11-24T08:10:00Z","Dvc":"web01"}';
  writeFileSync(long, `${first}\n${'x'.repeat(9_000_000)}\n${first.replace('10:00', '11:00')}`);
  const audit = join(import.meta.dirname, '../../hunts/linux-webshell/captures/node-attack/audit.log');
  const sigma = join(folder, 'sigma.jsonl');
  writeFileSync(
    sigma,
    '{"Image":"/usr/bin/whoami","UtcTime":"2026-11-24 08:12:00","Computer":"web01","ProcessId":1}\n',
  );
  const paths = [audit, long, sigma];
  const result = (await huntIn(paths, poolOf(2, 1000))) as { problems: string[]; alertCount: number };
  expect(result).toEqual(await huntIn(paths));
  expect(result.problems.join()).toContain('line-too-long');
  expect(result.alertCount).toBeGreaterThanOrEqual(3);
});

test('a file that breaks off is read as far as it goes', async () => {
  const path = join(folder, 'cut.ndjson.gz');
  const rows = fc.sample(row, { seed: 7, numRuns: 2000 }).join('\n');
  const packed = gzipSync(rows);
  writeFileSync(path, packed.subarray(0, packed.length - 200));
  const result = (await huntIn([path], poolOf(2, 5000))) as { read: { failed: boolean; inputs: unknown[] } };
  expect(result).toEqual(await huntIn([path]));
  expect(result.read).toMatchObject({ failed: true, inputs: [{ path }] });
});

test('a worker that fails is told, and does not hang', async () => {
  const path = join(folder, 'failing.ndjson');
  writeFileSync(path, `${fc.sample(row, { seed: 1, numRuns: 500 }).join('\n')}\n`);
  const pool = new JobPool(2, { ...setup, roots: 'none' as never }, 1000);
  pools.push(pool);
  await pool.started();
  const result = (await huntIn([path], pool)) as { read: { failed: boolean }; problems: string[] };
  expect(result.read.failed).toBe(true);
  expect(result.problems.join()).toContain(path);
});
