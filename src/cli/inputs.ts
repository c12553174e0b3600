import { hostname } from 'node:os';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { type FoundLogs, findLocalAuditLog, findLogs, inputProblem, type LogSet } from '../sources/log-set.ts';
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
  const found: FoundLogs = local ? findLocalAuditLog() : findLogs(files);
  const problems = [...found.problems];
  const users = usersFrom(options.passwd ?? (local ? '/etc/passwd' : undefined), problems);
  return { sets: found.sets, host: options.host ?? (local ? hostname() : undefined), users, problems };
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
