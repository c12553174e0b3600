import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import { SourceText } from '../diagnostic/source-text.ts';

/** Rule and exclusion files that were read, and what could not be. */
export interface RuleFiles {
  readonly sources: readonly SourceText[];
  readonly problems: readonly Diagnostic[];
}

/** The YAML files that the user names: files as they are, folders with all below them, in order of name. */
export function namedRuleFiles(paths: readonly string[]): RuleFiles {
  const problems: Diagnostic[] = [];
  return { sources: paths.flatMap((path) => named(path, problems)), problems };
}

/** All YAML files below a folder of a hunt; a hunt need not have each folder. */
export function ruleFilesBelow(folder: string): RuleFiles {
  const problems: Diagnostic[] = [];
  return {
    sources: statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : below(folder, problems, 0),
    problems,
  };
}

/** Reads a text file; undefined, with a problem, if that fails. */
export function readSource(path: string, problems: Diagnostic[]): SourceText | undefined {
  try {
    return new SourceText(path, readFileSync(path, 'utf8'));
  } catch (error) {
    problems.push(unreadable(path, error));
    return undefined;
  }
}

function named(path: string, problems: Diagnostic[]): SourceText[] {
  try {
    const status = statSync(path);
    if (!status.isDirectory()) return namedFile(path, status.isFile(), problems);
    const [before, sources] = [problems.length, below(path, problems, 0)];
    if (sources.length === 0 && problems.length === before)
      problems.push(report('rules-none-in-folder', undefined, { path }));
    return sources;
  } catch (error) {
    problems.push(unreadable(path, error));
    return [];
  }
}

/** A pipe (`<(…)` of a shell) has a name that says nothing; a file of another name is most likely a log. */
function namedFile(path: string, regular: boolean, problems: Diagnostic[]): SourceText[] {
  if (!regular || YAML.test(path)) return present(readSource(path, problems));
  problems.push(report('rules-not-yaml', undefined, { path }));
  return [];
}

const YAML = /\.ya?ml$/i;
const MAX_DEPTH = 16;

function below(folder: string, problems: Diagnostic[], depth: number): SourceText[] {
  return entriesOf(folder, problems).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth < MAX_DEPTH ? below(path, problems, depth + 1) : [];
    return YAML.test(entry.name) ? regularFile(path, problems) : [];
  });
}

/** Pipes and devices in a folder are passed over: to open one may wait for ever. */
function regularFile(path: string, problems: Diagnostic[]): SourceText[] {
  try {
    return statSync(path).isFile() ? present(readSource(path, problems)) : [];
  } catch (error) {
    problems.push(unreadable(path, error));
    return [];
  }
}

function entriesOf(folder: string, problems: Diagnostic[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    problems.push(unreadable(folder, error));
    return [];
  }
}

function unreadable(path: string, error: unknown): Diagnostic {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return report('rules-not-found', undefined, { path });
  return report('rules-unreadable', undefined, { path, reason: REASONS[code] ?? message });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go in a circle',
};

function present(source: SourceText | undefined): SourceText[] {
  return source === undefined ? [] : [source];
}
