import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtefactName, Made } from '../../backends/artefacts/artefact.ts';
import { artefacts } from '../../backends/artefacts/registry.ts';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { jsonLine } from '../../sinks/json-line.ts';
import type { Output } from '../output.ts';
import type { Result } from './convert-one.ts';
import { fileNames } from './file-names.ts';

interface Wanted {
  readonly target: string;
  readonly as: ArtefactName;
  readonly output: 'text' | 'json';
  readonly out?: string;
}

/** Writes what was made, to a folder or to the output, and what is said of each rule as JSON; gives what failed. */
export function writeConverted(results: readonly Result[], wanted: Wanted, output: Output): readonly Diagnostic[] {
  const { print, extension } = artefacts[wanted.as];
  const made = results.flatMap((result) => (result.made === undefined ? [] : [result as Result & { made: Made }]));
  const problems: Diagnostic[] = [];
  const files = new Map<Result['rule'], string>();
  if (wanted.out !== undefined) {
    const names = fileNames(made.map(({ rule }) => rule));
    for (const [at, { rule, made: one }] of made.entries()) {
      const path = join(wanted.out, `${names[at]}${extension}`);
      const problem = writeFile(wanted.out, path, print([one.document]));
      if (problem === undefined) files.set(rule, path);
      else problems.push(problem);
    }
  }
  if (wanted.output === 'json') for (const result of results) output.write(lineOf(result, wanted, files));
  else if (wanted.out === undefined && made.length > 0) output.write(print(made.map(({ made: one }) => one.document)));
  return problems;
}

/** A file is there whole or not at all; a link in its place is replaced, not followed. */
export function writeFile(folder: string, path: string, text: string): Diagnostic | undefined {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    rmSync(temporary, { force: true });
    return report('convert-unwritable', undefined, { path, reason: (error as NodeJS.ErrnoException).message });
  }
}

function lineOf(
  { rule, table, made, diagnostics }: Result,
  wanted: Wanted,
  files: ReadonlyMap<Result['rule'], string>,
): string {
  const { as, target } = wanted;
  return `${jsonLine({
    rule: { id: rule.id, title: rule.title, path: rule.path },
    target,
    as,
    table: table ?? null,
    query: made?.printed.text ?? null,
    artefact: made === undefined ? null : artefacts[as].print([made.document]),
    file: files.get(rule) ?? null,
    problems: diagnostics.map(({ code, severity, message, help, at }) => ({
      code,
      severity,
      file: at?.source ?? null,
      line: at?.line ?? null,
      column: at?.column ?? null,
      message,
      help,
    })),
  })}\n`;
}
