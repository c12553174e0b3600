import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/model.ts';
import { hunt } from '../../src/flow.ts';
import { loadHunt } from '../../src/hunt/hunt.ts';
import { readEvents } from '../../src/read-events.ts';
import { loadRuleset } from '../../src/ruleset.ts';
import { ndjson } from '../../src/sinks/events/ndjson.ts';
import { findLogs } from '../../src/sources/log-set.ts';

const folder = mkdtempSync(join(tmpdir(), 'shellhound-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COMMON = { format: 'auto', host: 'web01', users: new Map(), onProblem: () => undefined };

async function normalized(path: string): Promise<string> {
  const lines: string[] = [];
  await readEvents(findLogs([path]).sets, { ...COMMON, onEvent: ndjson.open((line) => lines.push(line)) });
  return lines.join('');
}

/** The alerts and incidents of the reference hunt, as JSON. */
async function found(path: string): Promise<{ alerts: string; incidents: string }> {
  const { hunt: reference } = loadHunt('linux-webshell');
  if (reference === undefined) throw new Error('no reference hunt');
  const alerts: Alert[] = [];
  const rules = loadRuleset([...reference.rules, ...reference.exclusions], reference.lineage);
  const { incidents } = await hunt(findLogs([path]).sets, rules, reference.roots, {
    ...COMMON,
    level: 'informational',
    since: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    onAlert: (alert) => alerts.push(alert),
  });
  return { alerts: JSON.stringify(alerts), incidents: JSON.stringify(incidents) };
}

const CAPTURES = ['apache-php-attack', 'apache-php-benign', 'node-attack', 'node-benign'];

test.each(CAPTURES)('%s: what normalize writes is hunted as the log itself, byte for byte', async (name) => {
  const log = join(import.meta.dirname, '../../hunts/linux-webshell/captures', name, 'audit.log');
  const copy = join(folder, `${name}.ndjson`);
  writeFileSync(copy, await normalized(log));
  const expected = await found(log);
  expect(expected.alerts.length).toBeGreaterThan(1000);
  expect(await found(copy)).toEqual(expected);
  const again = join(folder, `${name}-again.ndjson`);
  writeFileSync(again, await normalized(copy));
  expect(await normalized(again)).toBe(await normalized(log));
});
