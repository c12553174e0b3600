import { hostname } from 'node:os';
import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import {
  type FoundLogs,
  findLocalAuditLog,
  findLogs,
  inputProblem,
  LOCAL_AUDIT_LOG,
  type LogSet,
} from '../sources/log-set.ts';
import { fileStatus } from './file-status.ts';
import { readUsers } from './users.ts';

export interface InputOptions {
  readonly format: string;
  readonly host?: string;
  readonly passwd?: string;
}

export interface Inputs {
  readonly sets: readonly LogSet[];
  readonly host: string | undefined;
  readonly users: ReadonlyMap<string, string>;
  readonly problems: readonly Diagnostic[];
}

/** The logs that the arguments name; none means this machine's own, whose host and users are known. */
export function resolveInputs(files: readonly string[], options: InputOptions): Inputs {
  const local = files.length === 0;
  const found = local ? localLog() : findLogs(files);
  const problems = [...found.problems];
  const users = usersFrom(options.passwd ?? (local ? '/etc/passwd' : undefined), problems);
  const host = options.host ?? (local ? hostname() : undefined);
  return { sets: withoutRepeats(found.sets), host, users, problems };
}

/** Where this machine has no audit log, files must be named. */
function localLog(): FoundLogs {
  const { sets, problems } = findLocalAuditLog();
  const told = problems.map((problem) =>
    problem.code === 'input-not-found' ? report('input-no-local-log', undefined, { path: LOCAL_AUDIT_LOG }) : problem,
  );
  return { sets, problems: told };
}

/** One file under two names (`./a.log`, a link to it) is read once. */
function withoutRepeats(sets: readonly LogSet[]): LogSet[] {
  const seen = new Set<string>();
  const isNew = (path: string): boolean => {
    const status = fileStatus(path);
    if (status?.isFile() !== true) return true;
    const identity = `${status.dev}:${status.ino}`;
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  };
  return sets.map(({ name, files }) => ({ name, files: files.filter(isNew) })).filter(({ files }) => files.length > 0);
}

function usersFrom(path: string | undefined, problems: Diagnostic[]): ReadonlyMap<string, string> {
  if (path === undefined) return new Map();
  try {
    return readUsers(path);
  } catch (error) {
    problems.push(inputProblem(path, error));
    return new Map();
  }
}
