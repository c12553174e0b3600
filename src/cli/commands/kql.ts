import { Command, Option } from 'commander';
import { printable } from '../../diagnostic/printable.ts';
import type { Snapshot } from '../../duckdb/store/snapshot.ts';
import { printPlan } from '../../kql/plan.ts';
import { planSql } from '../../kql/plan-sql.ts';
import { schemas } from '../../kql/schema/registry.ts';
import { rowSinks } from '../../sinks/rows/registry.ts';
import { countArgument } from '../count-argument.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type InputOptions, type Inputs, resolveInputs } from '../inputs.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';
import { fillDatabase, openDatabase } from './kql-data.ts';
import { answer, type Limits, loweredQuery } from './kql-run.ts';
import { type NamedFiles, tableArgument, withFileTables } from './kql-tables.ts';

interface KqlOptions extends InputOptions, Limits {
  readonly data?: readonly string[];
  readonly events?: string;
  readonly table?: NamedFiles;
  readonly output: string;
  readonly explain?: boolean;
}

const EXAMPLES = `
Examples:
  shellhound kql 'imProcessCreate | summarize count() by TargetProcessName | top 10 by count_' --data audit.log
  shellhound kql @hunt.kql --data captures/ --output json
  shellhound kql 'Assets | join kind=inner imProcessCreate on $left.host == $right.Dvc' --events events/ --table Assets=a.csv
  shellhound convert rule.yml | shellhound kql - --data audit.log
`;

/** `shellhound kql QUERY` */
export function kqlCommand(): Command {
  return new Command('kql')
    .description('run a KQL query on logs here')
    .argument('<query>', 'the query, @FILE for the one in a file, or - for standard input')
    .addOption(new Option('--data <files...>', "logs to ask (default: this machine's audit log)"))
    .addOption(new Option('--events <dir>', 'stored events to ask, beside those of --data'))
    .addOption(
      new Option('--table <name=file>', 'a file as a table: NDJSON, CSV or Parquet; can be given again').argParser(
        tableArgument,
      ),
    )
    .addOption(
      new Option('--output <format>', 'how to write the rows')
        .choices(rowSinks.map(({ name }) => name))
        .default(rowSinks[0]?.name),
    )
    .addOption(new Option('--explain', 'print the plan and the SQL that it becomes, and run nothing'))
    .addOption(new Option('--timeout <seconds>', 'give up after this time').argParser(countArgument).default(60))
    .addOption(new Option('--max-rows <count>', 'show at most so many rows').argParser(countArgument).default(500_000))
    .addOption(flags.format())
    .addOption(flags.host())
    .addOption(flags.passwd())
    .addHelpText('after', EXAMPLES)
    .action(async (query: string, options: KqlOptions) => {
      const problems = new Problems();
      process.exitCode = await run(query, options, problems);
      problems.tellRest();
    });
}

/** The query is looked at before any log is read. */
async function run(text: string, options: KqlOptions, problems: Problems): Promise<ExitCode> {
  const files: NamedFiles = options.table ?? new Map();
  const early = files.size > 0 ? await openDatabase() : undefined;
  const tables = early === undefined ? schemas : await withFileTables(early, files, problems);
  const lowered = tables === undefined ? undefined : loweredQuery(text, tables, problems);
  if (lowered === undefined) return EXIT.usage;
  const { plans, text: query } = lowered;
  const output = new Output();
  if (options.explain === true) {
    for (const plan of plans)
      output.write(printable(`${printPlan(plan)}\n`).replaceAll('\\n', '\n') + explainSql(planSql(plan).text));
    await output.flush();
    return EXIT.ran;
  }
  const stored = options.events === undefined ? undefined : await storedIn(options.events, problems);
  if (options.events !== undefined && stored === undefined) return EXIT.usage;
  const inputs = inputsOf(options);
  problems.addAll(inputs.problems);
  const database = early ?? (await openDatabase());
  const isWhole = await fillDatabase(database, { query, inputs, format: options.format, stored, files }, problems);
  problems.tell();
  const sink = rowSinks.find(({ name }) => name === options.output) ?? rowSinks[0];
  for (const plan of plans) {
    const rows = await answer(database, plan, options, problems);
    if (rows !== undefined) sink?.write(rows, output.write);
  }
  await output.flush();
  database.close();
  return !isWhole || problems.errors > 0 ? EXIT.usage : EXIT.ran;
}

/** This machine's log is asked only where nothing else is named. */
function inputsOf(options: KqlOptions): Inputs {
  const { data, events, table } = options;
  const isNothingAsked = data === undefined && (events !== undefined || table !== undefined);
  return isNothingAsked
    ? { sets: [], host: undefined, users: new Map(), problems: [] }
    : resolveInputs(data ?? [], options);
}

async function storedIn(folder: string, problems: Problems): Promise<Snapshot | undefined> {
  const { snapshotOf } = await import('../../duckdb/store/snapshot.ts');
  const snapshot = snapshotOf(folder);
  if (!('code' in snapshot)) return snapshot;
  problems.add(snapshot);
  return undefined;
}

function explainSql(text: string): string {
  return `\n${printable(text)}\n`;
}
