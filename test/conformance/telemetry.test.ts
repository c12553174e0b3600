import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RootFinder } from '../../src/alerts/roots.ts';
import type { AsimColumns } from '../../src/event/process-event.ts';
import { loadHunt } from '../../src/hunt/hunt.ts';
import type { LineageMode } from '../../src/match/lineage-mode.ts';
import { loadRuleset, matchesOf, type Ruleset } from '../../src/ruleset.ts';
import { captureFolders, readCapture, readTruth, type TruthEntry } from './truth.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const shared = captureFolders(join(repository, '../shared/telemetry'));
const bundled = captureFolders(join(repository, 'hunts/linux-webshell/captures'));
if (shared.length === 0) console.log('conformance/telemetry on ../shared: not run, ../shared is absent');

function referenceRule(lineage: LineageMode): Ruleset {
  const { hunt } = loadHunt('linux-webshell');
  return loadRuleset(hunt?.rules ?? [], lineage);
}

const strict = referenceRule('strict');

/**
 * The kernel starts a script as `INTERPRETER [ARGUMENT] PATH …` and logs that; the observer saw the arguments that were
 * passed, whose first the kernel drops.
 */
function sameArguments(logged: readonly string[], truth: TruthEntry, script: string | undefined): boolean {
  if (script === undefined) return JSON.stringify(logged) === JSON.stringify(truth.argv);
  const rest = logged.slice(logged.indexOf(truth.path_arg) + 1);
  return JSON.stringify(rest) === JSON.stringify(truth.argv.slice(1));
}

describe.each([...bundled, ...shared].map((folder) => [folder.split('/').at(-1), folder]))('%s', (_, folder = '') => {
  const truth = readTruth(folder).filter((entry) => entry.audit_id !== null);
  const byId = new Map(truth.map((entry) => [entry.audit_id, entry]));
  const reading = readCapture([folder]);

  it('has exactly the executions that the observer saw', async () => {
    const { events, result } = await reading;
    expect(result.counts).toMatchObject({ lost: 0, skipped: 0, incomplete: 0, events: truth.length });
    expect(new Set(events.map((event) => event.columns.EventOriginalUid))).toEqual(new Set(byId.keys()));
    for (const { columns, time } of events) {
      const entry = byId.get(columns.EventOriginalUid);
      if (entry === undefined) throw new Error(`not in the truth: ${columns.EventOriginalUid}`);
      const { Argv = [], Script, InvokedPath } = columns.AdditionalFields;
      expect([
        columns.TargetProcessId,
        columns.TargetProcessName,
        columns.TargetProcessCurrentDirectory,
        InvokedPath,
      ]).toEqual([String(entry.pid), entry.exe, entry.cwd, entry.path_arg]);
      expect(Math.abs(time / 1000 - entry.time)).toBeLessThan(0.05);
      expect(columns.ActorUserId).toBe(String(entry.uid));
      if (!sameArguments(Argv, entry, Script)) expect(Argv).toEqual(entry.argv);
    }
  });

  it('names no parent or ancestor that was not one', async () => {
    const { events } = await reading;
    for (const { columns } of events) {
      const entry = byId.get(columns.EventOriginalUid);
      if (columns.ActingProcessName !== undefined) expect(columns.ActingProcessName).toBe(entry?.parent_exe);
      const named = (columns.AdditionalFields.Ancestors ?? []).flatMap(({ name }) =>
        name === undefined ? [] : [name],
      );
      const born = entry?.birth_lineage.slice(1) ?? [];
      const both = Math.min(named.length, born.length);
      expect(named.slice(0, both)).toEqual(born.slice(0, both));
    }
  });

  it('alerts, strictly, on what the reference rule should match and the log shows, and on nothing else', async () => {
    const { events } = await reading;
    const alerted = events
      .filter((event) => matchesOf(strict, event).length > 0)
      .map((event) => event.columns.EventOriginalUid);
    const wanted = truth.filter((entry) => entry.seed_rule_should_match).map((entry) => entry.audit_id);
    const shown = new Set(
      events
        .filter(({ columns }) => columns.ActingProcessName !== undefined)
        .map(({ columns }) => columns.EventOriginalUid),
    );
    expect(alerted.filter((id) => !wanted.includes(id))).toEqual([]);
    expect(wanted.filter((id) => id !== null && shown.has(id) && !alerted.includes(id))).toEqual([]);
  });
});

describe('inferred ancestors', () => {
  const { isServer } = new RootFinder(loadHunt('linux-webshell').hunt?.roots ?? []);

  it('are right, marked, and in no column', { timeout: 120_000 }, async () => {
    let inferred = 0;
    for (const folder of [...bundled, ...shared]) {
      const byId = new Map(readTruth(folder).map((entry) => [entry.audit_id, entry]));
      const plain = await readCapture([folder]);
      const { events } = await readCapture([folder], isServer);
      expect(events.map(withoutAncestors)).toEqual(plain.events.map(withoutAncestors));
      for (const { columns } of events) {
        const all = columns.AdditionalFields.Ancestors ?? [];
        const likely = all.filter((each) => each.inferred === true);
        if (likely.length === 0) continue;
        inferred += 1;
        const born = byId.get(columns.EventOriginalUid)?.birth_lineage.slice(1) ?? [];
        expect(all.slice(0, born.length).map(({ name }) => name)).toEqual(born.slice(0, all.length));
      }
    }
    console.log(`executions with an inferred ancestor: ${inferred}`);
    expect(inferred).toBeGreaterThanOrEqual(shared.length > 0 ? 1500 : 0);
  });
});

function withoutAncestors({ columns }: { readonly columns: AsimColumns }): unknown {
  return { ...columns, AdditionalFields: { ...columns.AdditionalFields, Ancestors: [] } };
}

describe.runIf(shared.length > 0)('all development captures', () => {
  it('show the parent of at least as many executions as the records determine', { timeout: 120_000 }, async () => {
    let known = 0;
    let all = 0;
    for (const folder of shared) {
      const { events } = await readCapture([folder]);
      all += events.length;
      known += events.filter(({ columns }) => columns.ActingProcessName !== undefined).length;
    }
    console.log(`parents known: ${known} of ${all}`);
    expect(known / all).toBeGreaterThan(0.98);
  });
});
