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

/** The labelled executions of a capture. Throws an error that says what is wrong with them. */
export function readTruth(folder: string): TruthEntry[] {
  const path = [join(folder, 'truth.json'), join(folder, 'truth.json.gz')].find((each) => existsSync(each));
  if (path === undefined) throw new Error('it has no truth.json');
  const bytes = readFileSync(path);
  const truth = parsed(path, (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  if (!Array.isArray(truth)) throw new Error('truth.json is no list of executions');
  const wrong = truth.findIndex((entry) => !isTruthEntry(entry));
  if (wrong < 0) return truth;
  throw new Error(`entry ${wrong + 1} of truth.json needs 'audit_id' (a text or null) and 'malicious' (true or false)`);
}

/** What is expected of the capture; undefined if nothing is. Throws an error that says what is wrong with it. */
export function readExpected(folder: string): Expected | undefined {
  const path = join(folder, 'expected.json');
  if (!existsSync(path)) return undefined;
  const expected = parsed(path, readFileSync(path, 'utf8'));
  if (isExpected(expected)) return expected;
  throw new Error('expected.json is no map from rule ids to lists of event ids');
}

export function writeExpected(folder: string, expected: Expected): void {
  writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}

function isTruthEntry(value: unknown): value is TruthEntry {
  const { audit_id: id, malicious } = (value ?? {}) as Record<string, unknown>;
  return (typeof id === 'string' || id === null) && typeof malicious === 'boolean';
}

function isExpected(value: unknown): value is Expected {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((ids) => Array.isArray(ids) && ids.every((id) => typeof id === 'string'));
}
