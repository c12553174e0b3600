import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What a capture's `truth.json` must say of each execution; other keys are for people. */
export interface TruthEntry {
  /** `SECONDS.MILLIS:SERIAL` of the execution's records; null if the log does not have it. */
  readonly audit_id: string | null;
  readonly malicious: boolean;
}

/** What a hunt is expected to raise on a capture: ids of events by rule id, in order of the log. */
export type Expected = Readonly<Record<string, readonly string[]>>;

/** The labelled executions of a capture; undefined if the folder has no truth. Throws what JSON.parse throws. */
export function readTruth(folder: string): TruthEntry[] | undefined {
  const plain = join(folder, 'truth.json');
  if (existsSync(plain)) return JSON.parse(readFileSync(plain, 'utf8'));
  const packed = `${plain}.gz`;
  return existsSync(packed) ? JSON.parse(gunzipSync(readFileSync(packed)).toString('utf8')) : undefined;
}

export function readExpected(folder: string): Expected | undefined {
  const path = join(folder, 'expected.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

export function writeExpected(folder: string, expected: Expected): void {
  writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
}

/** A capture's result: how the alerts compare with the truth, and with what is expected. */
export interface CaptureResult {
  readonly executions: number;
  readonly malicious: number;
  /** Malicious executions with and without an alert; benign ones with an alert. */
  readonly hit: number;
  readonly missed: number;
  readonly falseAlerts: number;
  /** Event ids by rule that were expected and not raised, and the other way round; undefined without expected.json. */
  readonly difference: { readonly missing: readonly string[]; readonly unexpected: readonly string[] } | undefined;
}

export function judge(truth: readonly TruthEntry[], raised: Expected, expected: Expected | undefined): CaptureResult {
  const alerted = new Set(Object.values(raised).flat());
  const malicious = truth.filter((entry) => entry.malicious);
  const hit = malicious.filter((entry) => entry.audit_id !== null && alerted.has(entry.audit_id)).length;
  const benign = new Set(
    truth.flatMap((entry) => (!entry.malicious && entry.audit_id !== null ? [entry.audit_id] : [])),
  );
  return {
    executions: truth.length,
    malicious: malicious.length,
    hit,
    missed: malicious.length - hit,
    falseAlerts: [...alerted].filter((id) => benign.has(id)).length,
    difference: expected === undefined ? undefined : difference(raised, expected),
  };
}

function difference(raised: Expected, expected: Expected): { missing: string[]; unexpected: string[] } {
  const flat = (all: Expected): Set<string> =>
    new Set(Object.entries(all).flatMap(([rule, ids]) => ids.map((id) => `${rule} ${id}`)));
  const [has, wants] = [flat(raised), flat(expected)];
  return {
    missing: [...wants].filter((each) => !has.has(each)),
    unexpected: [...has].filter((each) => !wants.has(each)),
  };
}
