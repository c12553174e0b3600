import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { hunt } from '../../flow.ts';
import { type CaptureResult, judge } from '../../hunt/capture.ts';
import { type Expected, readExpected, readTruth, writeExpected } from '../../hunt/labels.ts';
import { findLogs } from '../../sources/log-set.ts';
import { captureReport, passes } from '../capture-report.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';
import { type HuntFlags, type Setup, setUp } from '../setup.ts';

interface TestOptions extends Omit<HuntFlags, 'hunt'> {
  readonly update?: boolean;
  readonly captures?: readonly string[];
}

/** `shellhound test [HUNT…]` */
export function testCommand(): Command {
  return new Command('test')
    .description("run a hunt's labelled captures: what it hits, misses, and raises falsely")
    .argument('[hunts...]', 'hunts, by name or folder', ['linux-webshell'])
    .addOption(flags.noExclusions())
    .addOption(flags.pipeline())
    .addOption(flags.lineage())
    .addOption(new Option('--captures <dirs...>', "folders of captures to use in place of the hunt's"))
    .addOption(new Option('--update', 'write what is raised now as what is expected'))
    .action(async (hunts: string[], options: TestOptions) => {
      const problems = new Problems();
      const output = new Output();
      let passed = true;
      for (const name of hunts) passed = (await testHunt(name, options, output, problems)) && passed;
      await output.flush();
      problems.tellRest();
      process.exitCode = exitCode(passed, problems);
    });
}

function exitCode(passed: boolean, problems: Problems): ExitCode {
  if (problems.errors > 0) return EXIT.usage;
  return passed ? EXIT.ran : EXIT.failed;
}

async function testHunt(name: string, options: TestOptions, output: Output, problems: Problems): Promise<boolean> {
  const { setup, problems: found } = setUp({ ...options, hunt: name });
  problems.addAll(found.filter(({ severity }) => severity === 'error'));
  if (setup === undefined) return false;
  const folders = options.captures ?? setup.hunt.captures;
  if (folders.length === 0) {
    problems.add(report('hunt-no-captures', undefined, { hunt: setup.hunt.name }));
    return false;
  }
  const results = new Map<string, CaptureResult>();
  for (const folder of folders) {
    const result = await testCapture(folder, setup, options.update === true, problems);
    if (result !== undefined) results.set(folder, result);
  }
  captureReport(setup, results, output.write);
  return results.size === folders.length && [...results.values()].every(passes);
}

async function testCapture(
  folder: string,
  setup: Setup,
  update: boolean,
  problems: Problems,
): Promise<CaptureResult | undefined> {
  try {
    const truth = readTruth(folder);
    const raised = await raisedOn(folder, setup);
    if (update) writeExpected(folder, raised);
    return judge(truth, raised, readExpected(folder));
  } catch (error) {
    problems.add(report('capture-unusable', { source: folder }, { reason: (error as Error).message }));
    return undefined;
  }
}

/** Ids of the events that raise an alert, by rule id. Throws if the log cannot be read whole. */
async function raisedOn(folder: string, setup: Setup): Promise<Expected> {
  const raised: Record<string, string[]> = {};
  const { sets, problems } = findLogs([folder]);
  const errors: Diagnostic[] = [...problems];
  await hunt(sets, setup.ruleset, setup.hunt.roots, {
    format: 'auto',
    host: basename(folder),
    users: new Map(),
    level: 'informational',
    since: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    onProblem: (problem) => {
      if (problem.severity === 'error') errors.push(problem);
    },
    onAlert: (alert) => {
      if (alert.excludedBy !== null) return;
      const ids = raised[alert.rule.id] ?? [];
      raised[alert.rule.id] = ids;
      ids.push(alert.event.EventOriginalUid);
    },
  });
  if (errors[0] !== undefined) throw new Error(errors[0].message);
  return raised;
}
