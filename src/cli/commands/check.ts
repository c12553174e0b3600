import { existsSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { Command } from 'commander';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../../diagnostic/render.ts';
import type { SourceText } from '../../diagnostic/source-text.ts';
import { HUNT_FILE, huntIn } from '../../hunt/hunt.ts';
import { namedRuleFiles, type RuleFiles } from '../../hunt/rule-files.ts';
import { loadRuleset } from '../../ruleset.ts';
import { plural } from '../../sinks/format.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Output } from '../output.ts';

/** `shellhound check PATHS…` */
export function checkCommand(): Command {
  return new Command('check')
    .description('validate rules, exclusions and hunts')
    .argument('<paths...>', 'rule files, folders of rules, hunts, or folders of hunts')
    .action(async (paths: string[]) => {
      process.exitCode = await check(paths);
    });
}

async function check(paths: readonly string[]): Promise<ExitCode> {
  const found = paths.map(filesOf);
  const { rules, filters, unsupported, problems } = loadRuleset(
    found.flatMap(({ sources }) => sources),
    'asim',
  );
  const all = [...found.flatMap((each) => each.problems), ...problems];
  const errors = all.filter(({ severity }) => severity === 'error');
  const output = new Output();
  for (const problem of all) output.write(`${renderDiagnostic(problem)}\n`);
  output.write(`${plural(rules.length, 'rule')} and ${plural(filters.length, 'exclusion')} usable, `);
  output.write(`${plural(unsupported, 'rule')} not usable, ${plural(errors.length, 'error')}\n`);
  await output.flush();
  return errors.some(isUnreadable) ? EXIT.usage : errors.length > 0 ? EXIT.failed : EXIT.ran;
}

/** What could not be looked at at all is not a rule that failed its check. */
function isUnreadable({ code }: Diagnostic): boolean {
  return code.startsWith('rules-');
}

/** The rules and exclusions of a hunt, of all hunts in a folder, or the files that a path names. */
function filesOf(path: string): RuleFiles {
  if (existsSync(join(path, HUNT_FILE))) return huntFiles(path);
  const named = namedRuleFiles([path]);
  const hunts = named.sources.filter(({ name }) => basename(name) === HUNT_FILE).map(({ name }) => dirname(name));
  const loaded = hunts.map(huntFiles);
  const others = named.sources.filter((source) => !hunts.some((hunt) => isIn(source, hunt)));
  return {
    sources: [...others, ...loaded.flatMap(({ sources }) => sources)],
    problems: [...named.problems, ...loaded.flatMap(({ problems }) => problems)],
  };
}

function huntFiles(folder: string): RuleFiles {
  const { hunt, problems } = huntIn(folder);
  return { sources: hunt === undefined ? [] : [...hunt.rules, ...hunt.exclusions], problems };
}

function isIn({ name }: SourceText, folder: string): boolean {
  return name.startsWith(`${folder}${sep}`);
}
