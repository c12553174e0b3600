import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';

/** Files that continue each other: one log and its rotated parts, oldest first. */
export interface LogSet {
  readonly name: string;
  readonly files: readonly string[];
}

export interface FoundLogs {
  readonly sets: readonly LogSet[];
  readonly problems: readonly Diagnostic[];
}

/** What `hunt` reads when no file is named. */
export const LOCAL_AUDIT_LOG = '/var/log/audit/audit.log';

/**
 * The logs that the paths name: files as they are, directories searched for logs with all they hold below them.
 * Rotated parts of one log (`audit.log.2.gz`, `audit.log-20261101`) form one set.
 */
export function findLogs(paths: readonly string[]): FoundLogs {
  const problems: Diagnostic[] = [];
  const files: string[] = [];
  for (const path of paths) {
    if (path === '-') files.push(path);
    else files.push(...filesOf(path, problems));
  }
  return { sets: groupRotated([...new Set(files)]), problems };
}

/** This machine's own audit log with its rotated parts. */
export function findLocalAuditLog(): FoundLogs {
  const folder = dirname(LOCAL_AUDIT_LOG);
  try {
    const names = readdirSync(folder).filter((name) => splitRotation(name).stem === basename(LOCAL_AUDIT_LOG));
    if (names.length > 0) return { sets: groupRotated(names.map((name) => join(folder, name))), problems: [] };
    return { sets: [], problems: [report('input-not-found', undefined, { path: LOCAL_AUDIT_LOG })] };
  } catch (error) {
    return { sets: [], problems: [inputProblem(folder, error)] };
  }
}

/** The diagnostic for a path that could not be opened or read. */
export function inputProblem(path: string, error: unknown): Diagnostic {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return report('input-not-found', undefined, { path });
  const damage = DAMAGES[code ?? ''];
  if (damage !== undefined) return report('input-damaged', undefined, { path, damage });
  return report('input-unreadable', undefined, {
    path,
    reason: REASONS[code ?? ''] ?? String((error as Error).message),
  });
}

const DAMAGES: Readonly<Record<string, string>> = { Z_DATA_ERROR: 'is damaged', Z_BUF_ERROR: 'ends too early' };

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EISDIR: 'is a directory',
};

function filesOf(path: string, problems: Diagnostic[]): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const found = logsBelow(path, problems, 0);
    if (found.length === 0) problems.push(report('input-no-logs', undefined, { path }));
    return found;
  } catch (error) {
    problems.push(inputProblem(path, error));
    return [];
  }
}

const MAX_DEPTH = 16;

function logsBelow(folder: string, problems: Diagnostic[], depth: number): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    try {
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH) found.push(...logsBelow(path, problems, depth + 1));
      } else if (LOG_NAME.test(entry.name) && statSync(path).isFile()) found.push(path);
    } catch (error) {
      problems.push(inputProblem(path, error));
    }
  }
  return found;
}

const LOG_NAME = /(?:\.log|\.ndjson|\.jsonl|^syslog|^messages|^kern|^auth)(?:[.-]\d[\d.-]*)?(?:\.gz)?$/i;
const ROTATION = /^(.*?)(?:\.(\d+)|-(\d[\d-]*))?(\.gz)?$/;

function splitRotation(name: string): { stem: string; age: number; date: string } {
  const [, stem = name, age, date = ''] = ROTATION.exec(name) ?? [];
  return { stem, age: age === undefined ? 0 : Number(age), date };
}

function groupRotated(paths: readonly string[]): LogSet[] {
  const sets = new Map<string, string[]>();
  for (const path of paths) {
    const name = path === '-' ? path : join(dirname(path), splitRotation(basename(path)).stem);
    const files = sets.get(name) ?? [];
    files.push(path);
    sets.set(name, files);
  }
  return [...sets].map(([name, files]) => ({ name, files: files.sort(oldestFirst) }));
}

/** `x.3` before `x.2` before `x`; `x-20261101` before `x-20261102` before `x`. */
function oldestFirst(a: string, b: string): number {
  const left = splitRotation(basename(a));
  const right = splitRotation(basename(b));
  if (left.date !== right.date) return left.date === '' ? 1 : right.date === '' || left.date < right.date ? -1 : 1;
  return right.age - left.age;
}
