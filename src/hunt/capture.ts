import type { Expected, TruthEntry } from './labels.ts';

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

/** Compares what was raised, as event ids by rule id, with a capture's labels. */
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
