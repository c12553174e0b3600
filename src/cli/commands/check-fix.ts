import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { SourceText } from '../../diagnostic/source-text.ts';
import { fixSource } from '../../sigma/lint/fix.ts';
import type { LintFinding } from '../../sigma/lint/rule.ts';

/** Rule files after their fixes were written, what was fixed, and the files that could not be written. */
export interface FixedFiles {
  readonly sources: readonly SourceText[];
  readonly fixed: readonly LintFinding[];
  readonly problems: readonly Diagnostic[];
}

/** Applies the safe fixes of rule files, and writes those that change. A file is replaced as a whole or not at all. */
export function fixFiles(sources: readonly SourceText[]): FixedFiles {
  const done = new Map<string, SourceText>();
  const fixed: LintFinding[] = [];
  const problems: Diagnostic[] = [];
  for (const source of sources) {
    if (done.has(source.name)) continue;
    const result = fixSource(source);
    const reason = result.fixed.length === 0 ? undefined : failureOf(() => replace(source, result.source.text));
    if (reason === undefined) fixed.push(...result.fixed);
    else problems.push(report('check-not-fixed', undefined, { path: source.name, reason }));
    done.set(source.name, reason === undefined ? result.source : source);
  }
  return { sources: sources.map((source) => done.get(source.name) ?? source), fixed, problems };
}

function failureOf(write: () => void): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Writes a file beside the other and puts it in its place. What a link points to is replaced, not the link. */
function replace({ name, text: before }: SourceText, text: string): void {
  const path = realpathSync(name);
  const status = statSync(path);
  if (!status.isFile()) throw new Error('it is no regular file');
  accessSync(path, constants.W_OK);
  if (!readFileSync(path).equals(Buffer.from(before))) throw new Error('it is not UTF-8, or changed meanwhile');
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const file = openSync(temporary, 'wx', status.mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
