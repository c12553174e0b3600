import { Command, Option } from 'commander';
import { printable } from '../../diagnostic/printable.ts';
import { printPlan } from '../../kql/plan.ts';
import { planSql } from '../../kql/plan-sql.ts';
import { rowSinks } from '../../sinks/rows/registry.ts';
import { countArgument } from '../count-argument.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type InputOptions, resolveInputs } from '../inputs.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';
import { openEvents } from './kql-data.ts';
import { answer, type Limits, loweredQuery } from './kql-run.ts';

interface KqlOptions extends InputOptions, Limits {
  readonly data?: readonly string[];
  readonly output: string;
  readonly explain?: boolean;
}

const EXAMPLES = `
Examples:
  shellhound kql 'imProcessCreate | summarize count() by TargetProcessName | top 10 by count_' --data audit.log
  shellhound kql @hunt.kql --data captures/ --output json
  shellhound convert rule.yml | shellhound kql - --data audit.log
`;

/** `shellhound kql QUERY` */
export function kqlCommand(): Command {
  return new Command('kql')
    .description('run a KQL query on logs here')
    .argument('<query>', 'the query, @FILE for the one in a file, or - for standard input')
    .addOption(new Option('--data <files...>', "logs to ask (default: this machine's audit log)"))
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
  const plans = loweredQuery(text, problems);
  if (plans === undefined) return EXIT.usage;
  const output = new Output();
  if (options.explain === true) {
    for (const plan of plans)
      output.write(printable(`${printPlan(plan)}\n`).replaceAll('\\n', '\n') + explainSql(planSql(plan).text));
    await output.flush();
    return EXIT.ran;
  }
  const inputs = resolveInputs(options.data ?? [], options);
  problems.addAll(inputs.problems);
  const { database, failed } = await openEvents(inputs, options.format, problems);
  problems.tell();
  const sink = rowSinks.find(({ name }) => name === options.output) ?? rowSinks[0];
  for (const plan of plans) {
    const rows = await answer(database, plan, options, problems);
    if (rows !== undefined) sink?.write(rows, output.write);
  }
  await output.flush();
  database.close();
  return failed || problems.errors > 0 ? EXIT.usage : EXIT.ran;
}

function explainSql(text: string): string {
  return `\n${printable(text)}\n`;
}
