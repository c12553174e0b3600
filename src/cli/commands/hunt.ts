import { Command, Option } from 'commander';
import type { Alert } from '../../alerts/model.ts';
import type { SourceText } from '../../diagnostic/source-text.ts';
import { type Found, hunt, LEVELS, reportOf } from '../../flow.ts';
import { JobPool } from '../../jobs/pool.ts';
import { UNKNOWN_HOST } from '../../read-events.ts';
import type { Level } from '../../sigma/ir.ts';
import { redactAlert, redactReport } from '../../sinks/redact.ts';
import { sinkNamed, sinks } from '../../sinks/registry.ts';
import { wantsColor } from '../color.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type InputOptions, type Inputs, resolveInputs } from '../inputs.ts';
import { signalsHandled } from '../leave.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';
import { progressOver } from '../progress.ts';
import { type HuntFlags, type Setup, setUp } from '../setup.ts';
import { openStoring, type Storing } from '../storing.ts';

interface HuntOptions extends HuntFlags, InputOptions {
  readonly output: string;
  readonly incidents?: boolean;
  readonly level: Level;
  readonly since?: number;
  readonly until?: number;
  readonly showExcluded?: boolean;
  readonly redact?: boolean;
  readonly failOn?: Level;
  readonly events?: string;
  readonly stats?: boolean;
  readonly jobs: number;
}

const EXAMPLES = `
Examples:
  sudo shellhound hunt
  shellhound hunt /evidence/web01/audit --host web01
  shellhound hunt audit.log --output html --redact > report.html
  zcat audit.log.gz | shellhound hunt - --output json --fail-on high
`;

/** `shellhound hunt [FILES…]` */
export function huntCommand(): Command {
  return new Command('hunt')
    .description("hunt in log files, directories, or - (standard input); without files in this machine's audit log")
    .argument('[files...]', 'log files, directories (rotated and .gz files too), or - for standard input')
    .addOption(flags.hunt())
    .addOption(flags.rules())
    .addOption(flags.exclusions())
    .addOption(flags.noExclusions())
    .addOption(flags.pipeline())
    .addOption(
      new Option('--output <format>', 'how to write the alerts').choices(sinks.map(({ name }) => name)).default('text'),
    )
    .addOption(new Option('--incidents', 'with --output json: one incident a line, in place of alerts'))
    .addOption(new Option('--show-excluded', 'also write the alerts that an exclusion hides'))
    .addOption(flags.redact())
    .addOption(flags.level())
    .addOption(flags.since())
    .addOption(flags.until())
    .addOption(flags.lineage())
    .addOption(flags.format())
    .addOption(flags.host())
    .addOption(flags.passwd())
    .addOption(flags.events())
    .addOption(flags.jobs())
    .addOption(flags.failOn())
    .addOption(flags.stats())
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: HuntOptions, command: Command) => {
      refuseSenseless(options, command);
      process.exitCode = await runHunt(files, options);
    });
}

/** Flags that are right one by one and make no sense together. */
function refuseSenseless(options: HuntOptions, command: Command): void {
  if (options.incidents === true && options.output !== 'json')
    command.error("error: option '--incidents' needs '--output json'");
  if (options.since !== undefined && options.until !== undefined && options.since > options.until)
    command.error("error: option '--since' must not be later than '--until'");
}

async function runHunt(files: readonly string[], options: HuntOptions): Promise<ExitCode> {
  const problems = new Problems();
  const { setup, problems: found } = setUp(options);
  problems.addAll(found);
  const inputs = setup === undefined ? undefined : resolveInputs(files, options);
  problems.addAll(inputs?.problems ?? []);
  problems.tell();
  if (setup === undefined || inputs === undefined) return EXIT.usage;
  if (setup.ruleset.rules.length === 0 || inputs.sets.length === 0) return EXIT.usage;
  const storing = await openStoring(options.events, problems);
  problems.tell();
  return storing === undefined ? EXIT.usage : huntWith(setup, inputs, options, problems, storing);
}

async function huntWith(
  setup: Setup,
  inputs: Inputs,
  options: HuntOptions,
  problems: Problems,
  storing: Storing,
): Promise<ExitCode> {
  const started = performance.now();
  const created = new Date();
  const output = new Output();
  const progress = progressOver(inputs.sets);
  const sink = sinkFor(options, output);
  const pool = poolFor(setup, inputs, options);
  const found = await hunt(inputs.sets, setup.ruleset, setup.hunt.roots, {
    ...(pool === undefined ? {} : { pool }),
    format: options.format,
    host: inputs.host,
    users: inputs.users,
    hashed: sinkNamed(options.output)?.namesInputs ?? true,
    level: options.level,
    since: options.since ?? Number.NEGATIVE_INFINITY,
    until: options.until ?? Number.POSITIVE_INFINITY,
    onProblem: problems.add,
    ...(options.events === undefined ? {} : { everyEvent: true, onEachEvent: storing.add }),
    onAlert: sink.alert,
    onChunk: (path, bytes, counts, alerts) => {
      progress.update(path, bytes, counts.events, alerts);
      return output.pending > 0 ? output.flush().then(storing.settle) : storing.settle();
    },
  });
  await pool?.close();
  const store = await storing.end();
  await signalsHandled(inputs.sets);
  progress.stop();
  const report = reportOf(found, setup.ruleset, setup.hunt, problems, created, (performance.now() - started) / 1000);
  sink.end(report);
  await output.flush();
  problems.tellRest();
  if (options.stats === true)
    process.stderr.write(`${JSON.stringify({ ...report.stats, ...(store === undefined ? {} : { store }) })}\n`);
  return exitCode(found, sink.worst(), options, problems);
}

/** The workers of `--jobs`; none for one job, which the main thread does by itself, nor where every event is asked for. */
function poolFor(
  { hunt, sources, lineage }: Setup,
  { host, users }: Inputs,
  options: HuntOptions,
): JobPool | undefined {
  if (options.jobs === 1 || options.events !== undefined) return undefined;
  const textsOf = (files: readonly SourceText[]) => files.map(({ name, text }) => ({ name, text }));
  return new JobPool(options.jobs, {
    rules: textsOf(sources.rules),
    pipelines: textsOf(sources.pipelines),
    lineage,
    level: options.level,
    since: options.since ?? Number.NEGATIVE_INFINITY,
    until: options.until ?? Number.POSITIVE_INFINITY,
    roots: hunt.roots,
    host: host ?? UNKNOWN_HOST,
    users,
  });
}

interface HuntSink {
  readonly alert: (alert: Alert) => void;
  readonly end: (report: Parameters<typeof redactReport>[0]) => void;
  /** The gravest level of an alert that no exclusion hides, as an index into LEVELS; -1 if there was none. */
  readonly worst: () => number;
}

function sinkFor(options: HuntOptions, output: Output): HuntSink {
  const sink = sinkNamed(options.output);
  if (sink === undefined) throw new Error(`no sink named ${options.output}`);
  const color = wantsColor(process.stdout);
  const open = sink.open(output.write, { color, incidents: options.incidents === true });
  let worst = -1;
  return {
    alert: (alert) => {
      if (alert.excludedBy === null) worst = Math.max(worst, LEVELS.indexOf(alert.rule.level));
      else if (options.showExcluded !== true) return;
      open.alert(options.redact === true ? redactAlert(alert) : alert);
    },
    end: (report) => open.end(options.redact === true ? redactReport(report) : report),
    worst: () => worst,
  };
}

function exitCode(found: Found, worst: number, options: HuntOptions, problems: Problems): ExitCode {
  if (found.read.failed || problems.errors > 0) return EXIT.usage;
  return options.failOn !== undefined && worst >= LEVELS.indexOf(options.failOn) ? EXIT.failed : EXIT.ran;
}
