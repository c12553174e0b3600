import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../../diagnostic/render.ts';
import type { SourceText } from '../../diagnostic/source-text.ts';
import { loadHunt, yamlFiles } from '../../hunt/hunt.ts';
import { loadRuleset } from '../../ruleset.ts';
import { EXIT } from '../exit-codes.ts';
import { Output } from '../output.ts';

/** `shellhound check PATHS…` */
export function checkCommand(): Command {
  return new Command('check')
    .description('validate rules, exclusions and hunts')
    .argument('<paths...>', 'rule files, folders of rules, or hunts')
    .action(async (paths: string[]) => {
      const problems: Diagnostic[] = [];
      const sources = paths.flatMap((path) => sourcesOf(path, problems));
      const { rules, filters, unsupported, problems: found } = loadRuleset(sources, 'asim');
      problems.push(...found);
      const errors = problems.filter(({ severity }) => severity === 'error').length;
      const output = new Output();
      for (const problem of problems) output.write(`${renderDiagnostic(problem)}\n`);
      output.write(`${rules.length} rules and ${filters.length} exclusions usable, `);
      output.write(`${unsupported} rules unsupported, ${errors} errors\n`);
      await output.flush();
      process.exitCode = errors > 0 ? EXIT.failed : EXIT.ran;
    });
}

function sourcesOf(path: string, problems: Diagnostic[]): readonly SourceText[] {
  if (!existsSync(path)) {
    problems.push(report('rules-not-found', undefined, { path }));
    return [];
  }
  if (!existsSync(join(path, 'hunt.yml'))) return yamlFiles(path);
  const { hunt, problems: found } = loadHunt(path);
  problems.push(...found);
  return hunt === undefined ? [] : [...hunt.rules, ...hunt.exclusions];
}
