import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { report } from '../../diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../../diagnostic/render.ts';
import { hunt } from '../../flow.ts';
import {
  type CaptureResult,
  type Expected,
  judge,
  readExpected,
  readTruth,
  writeExpected,
} from '../../hunt/capture.ts';
import { findLogs } from '../../sources/log-set.ts';
import { EXIT } from '../exit-codes.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { type HuntFlags, type Setup, setUp } from '../setup.ts';
import { table } from '../table.ts';

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
    .addOption(flags.lineage())
    .addOption(new Option('--captures <dirs...>', "folders of captures to use in place of the hunt's"))
    .addOption(new Option('--update', 'write what is raised now as what is expected'))
    .action(async (hunts: string[], options: TestOptions) => {
      const output = new Output();
      let failed = false;
      for (const name of hunts) failed = !(await testHunt(name, options, output)) || failed;
      await output.flush();
      process.exitCode = failed ? EXIT.failed : EXIT.ran;
    });
}

async function testHunt(name: string, options: TestOptions, output: Output): Promise<boolean> {
  const { setup, problems } = setUp({ ...options, hunt: name });
  const errors = (setup?.problems ?? problems).filter(({ severity }) => severity === 'error');
  for (const error of errors) process.stderr.write(`${renderDiagnostic(error)}\n`);
  if (setup === undefined) return false;
  const results = new Map<string, CaptureResult>();
  for (const folder of options.captures ?? setup.hunt.captures) {
    const result = await testCapture(folder, setup, options);
    if (result !== undefined) results.set(basename(folder), result);
  }
  write(setup, results, output);
  const all = (options.captures ?? setup.hunt.captures).length;
  return errors.length === 0 && results.size === all && [...results.values()].every(passes);
}

async function testCapture(folder: string, setup: Setup, options: TestOptions): Promise<CaptureResult | undefined> {
  const raised: Record<string, string[]> = {};
  try {
    const truth = readTruth(folder);
    const { sets, problems } = findLogs([folder]);
    if (truth === undefined || sets.length === 0)
      return unusable(folder, problems[0]?.message ?? 'it has no truth.json');
    await hunt(sets, setup.ruleset, setup.hunt.roots, {
      format: 'auto',
      host: basename(folder),
      users: new Map(),
      level: 'informational',
      since: Number.NEGATIVE_INFINITY,
      until: Number.POSITIVE_INFINITY,
      onProblem: () => undefined,
      onAlert: (alert) => {
        if (alert.excludedBy !== null) return;
        raised[alert.rule.id] ??= [];
        raised[alert.rule.id]?.push(alert.event.EventOriginalUid);
      },
    });
    if (options.update === true) writeExpected(folder, raised as Expected);
    return judge(truth, raised, readExpected(folder));
  } catch (error) {
    return unusable(folder, (error as Error).message);
  }
}

function unusable(folder: string, reason: string): undefined {
  process.stderr.write(`${renderDiagnostic(report('capture-unusable', { source: folder }, { reason }))}\n`);
  return undefined;
}

function passes({ difference }: CaptureResult): boolean {
  return difference === undefined || difference.missing.length + difference.unexpected.length === 0;
}

function write(setup: Setup, results: ReadonlyMap<string, CaptureResult>, output: Output): void {
  const { hunt: tested, ruleset } = setup;
  output.write(`${tested.name}: ${ruleset.rules.length} rules, ${ruleset.filters.length} exclusions\n\n`);
  const rows = [...results].map(([name, result]) => [name, ...numbers(result), verdict(result)]);
  output.write(
    table(
      ['capture', 'executions', 'malicious', 'hit', 'missed', 'false alerts', 'as expected'],
      [...rows, total(results)],
    ),
  );
  for (const [name, { difference }] of results) {
    for (const each of difference?.missing ?? []) output.write(`${name}: missing ${each}\n`);
    for (const each of difference?.unexpected ?? []) output.write(`${name}: unexpected ${each}\n`);
  }
  output.write('\n');
}

function numbers({ executions, malicious, hit, missed, falseAlerts }: CaptureResult): string[] {
  return [executions, malicious, hit, missed, falseAlerts].map(String);
}

function verdict(result: CaptureResult): string {
  return result.difference === undefined ? 'nothing expected' : passes(result) ? 'yes' : 'NO';
}

function total(results: ReadonlyMap<string, CaptureResult>): string[] {
  const all = [...results.values()];
  const sum = (pick: (result: CaptureResult) => number): string =>
    String(all.reduce((value, each) => value + pick(each), 0));
  return [
    'total',
    sum((each) => each.executions),
    sum((each) => each.malicious),
    sum((each) => each.hit),
    sum((each) => each.missed),
    sum((each) => each.falseAlerts),
    `${all.filter(passes).length} of ${all.length}`,
  ];
}
