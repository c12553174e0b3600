import { Command, Option } from 'commander';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { printable } from '../../diagnostic/printable.ts';
import { renderDiagnostic } from '../../diagnostic/render.ts';
import { namedRuleFiles } from '../../hunt/rule-files.ts';
import { allRules, type Ruleset } from '../../ruleset.ts';
import { lintSource } from '../../sigma/lint/lint.ts';
import type { LintFinding } from '../../sigma/lint/rule.ts';
import { plural } from '../../sinks/format.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { filesOf, rulesetsOf } from './check-files.ts';
import { fixFiles } from './check-fix.ts';

interface CheckOptions {
  readonly fix?: boolean;
  readonly output: 'text' | 'json';
  readonly pipeline?: readonly string[];
}

/** `shellhound check PATHS…` */
export function checkCommand(): Command {
  return new Command('check')
    .description('validate and lint rules, exclusions and hunts')
    .argument('<paths...>', 'rule files, folders of rules, hunts, or folders of hunts')
    .option('--fix', 'change the files where a change is safe: what the rules mean stays the same')
    .addOption(flags.pipeline())
    .addOption(new Option('--output <format>', 'one problem a line as JSON').choices(['text', 'json']).default('text'))
    .action(async (paths: string[], options: CheckOptions) => {
      process.exitCode = await check(paths, options);
    });
}

/** A problem, and whether `--fix` would take care of it. */
interface Checked {
  readonly problem: Diagnostic;
  readonly fixable: boolean;
}

async function check(paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const { fix = false, output: form } = options;
  const given = options.pipeline === undefined ? undefined : namedRuleFiles(options.pipeline);
  const found = paths.flatMap(filesOf);
  const read = found.flatMap(({ sources }) => sources);
  const { sources, fixed, problems: unwritten } = fix ? fixFiles(read) : { sources: read, fixed: [], problems: [] };
  const rulesets = rulesetsOf(found, sources, given?.sources);
  const unread = [...found.flatMap((each) => each.problems), ...(given?.problems ?? [])];
  const problems = [...unread, ...unwritten, ...rulesets.flatMap((ruleset) => ruleset.problems)];
  const linted = sources.flatMap(lintSource);
  const all: Checked[] = [
    ...problems.map((problem) => ({ problem, fixable: false })),
    ...linted.map((finding) => ({ problem: finding.diagnostic, fixable: finding.fix !== undefined })),
  ];
  const output = new Output();
  if (form === 'json') writeJson(all, fixed, output);
  else writeText(all, fixed, rulesets, output);
  await output.flush();
  return exitCodeOf(all.map(({ problem }) => problem).filter(({ severity }) => severity === 'error'));
}

function exitCodeOf(errors: readonly Diagnostic[]): ExitCode {
  return errors.some(isUnreadable) ? EXIT.usage : errors.length > 0 ? EXIT.failed : EXIT.ran;
}

/** What was changed is talk where the output is data. */
function writeJson(all: readonly Checked[], fixed: readonly LintFinding[], output: Output): void {
  for (const finding of fixed) process.stderr.write(`${describeFix(finding)}\n`);
  for (const { problem, fixable } of all) {
    const { code, severity, message, help, at } = problem;
    const place = { file: at?.source ?? null, line: at?.line ?? null, column: at?.column ?? null };
    output.write(`${JSON.stringify({ code, severity, ...place, message, help, fixable })}\n`);
  }
}

function writeText(
  all: readonly Checked[],
  fixed: readonly LintFinding[],
  rulesets: readonly Ruleset[],
  output: Output,
): void {
  const sum = (count: (ruleset: Ruleset) => number): number => rulesets.reduce((total, each) => total + count(each), 0);
  const [rules, filters] = [sum((each) => allRules(each).length), sum((each) => each.filters.length)];
  const errors = all.filter(({ problem }) => problem.severity === 'error');
  const fixable = all.filter((each) => each.fixable);
  for (const finding of fixed) output.write(`${describeFix(finding)}\n`);
  for (const { problem } of all) output.write(`${renderDiagnostic(problem)}\n`);
  if (fixed.length > 0) output.write(`${plural(fixed.length, 'problem')} fixed\n`);
  if (fixable.length > 0) output.write(`${plural(fixable.length, 'problem')} fixable by --fix\n`);
  output.write(`${plural(rules, 'rule')} and ${plural(filters, 'exclusion')} usable, `);
  output.write(
    `${plural(
      sum((each) => each.unsupported),
      'rule',
    )} not usable, ${plural(errors.length, 'error')}\n`,
  );
}

/** The place is that of the text before the fix. */
function describeFix({ code, diagnostic: { at, message } }: LintFinding): string {
  return printable(`${at?.source}:${at?.line}:${at?.column} fixed [${code}] ${message}`);
}

/** What could not be looked at at all is not a rule that failed its check. */
function isUnreadable({ code }: Diagnostic): boolean {
  return code.startsWith('rules-');
}
