import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import type { ProcessEvent } from '../../src/event/process-event.ts';
import type { IsServer } from '../../src/lineage/likely-parent.ts';
import { type ReadResult, readEvents } from '../../src/read-events.ts';
import { findLogs } from '../../src/sources/log-set.ts';

/** One execution as an observer outside the audit system saw it (see hunts/README.md for all fields). */
export interface TruthEntry {
  readonly time: number;
  readonly pid: number;
  readonly ppid: number;
  readonly exe: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly uid: number;
  readonly path_arg: string;
  readonly script?: string;
  readonly parent_exe: string;
  readonly lineage: readonly string[];
  readonly birth_lineage: readonly string[];
  readonly malicious: boolean;
  readonly seed_rule_should_match: boolean;
  readonly audit_id: string | null;
}

export function readTruth(folder: string): TruthEntry[] {
  const plain = join(folder, 'truth.json');
  if (existsSync(plain)) return JSON.parse(readFileSync(plain, 'utf8'));
  return JSON.parse(gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8'));
}

/** Folders below `root` that hold a log and its truth. */
export function captureFolders(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name))
    .filter((folder) => existsSync(join(folder, 'truth.json')) || existsSync(join(folder, 'truth.json.gz')));
}

export interface CaptureRead {
  readonly events: ProcessEvent[];
  readonly problems: Diagnostic[];
  readonly result: ReadResult;
}

export async function readCapture(paths: readonly string[], isServer: IsServer = () => false): Promise<CaptureRead> {
  const events: ProcessEvent[] = [];
  const problems: Diagnostic[] = [];
  const result = await readEvents(findLogs(paths).sets, {
    format: 'auto',
    host: undefined,
    users: new Map(),
    isServer,
    onEvent: (event) => events.push(event),
    onProblem: (problem) => problems.push(problem),
  });
  return { events, problems, result };
}
