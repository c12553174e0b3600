import { Command, Option } from 'commander';
import { ARTEFACT_NAMES, type ArtefactName } from '../../backends/artefacts/artefact.ts';
import { artefacts } from '../../backends/artefacts/registry.ts';
import { FORM_NAMES, type FormName, forms } from '../../backends/parser-functions/forms.ts';
import { TARGET_NAMES, type TargetName } from '../../backends/target.ts';
import { SYSLOG_SOURCES, type SyslogSource } from '../../backends/targets/azure-monitor/syslog.ts';
import { targets } from '../../backends/targets/registry.ts';
import type { LineageMode } from '../../match/lineage-mode.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { oneOf } from '../one-of.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';
import { writeParserFunctions } from './convert-functions.ts';
import { convertOne, PARSERS, type Settings } from './convert-one.ts';
import { rulesToConvert } from './convert-rules.ts';
import { writeConverted } from './convert-write.ts';

export interface ConvertFlags extends Settings {
  readonly hunt: string;
  readonly exclusions?: readonly string[] | boolean;
  readonly pipeline?: readonly string[];
  readonly lineage?: LineageMode;
  readonly output: 'text' | 'json';
  readonly out?: string;
  readonly parserFunctions?: FormName;
}

const EXAMPLES = `
Targets:
${Object.values(targets)
  .map(({ name, description }) => `  ${name.padEnd(16)}${description}`)
  .join('\n')}

Artefacts (--as):
${Object.values(artefacts)
  .map(({ name, description }) => `  ${name.padEnd(16)}${description}`)
  .join('\n')}

Forms of functions (--parser-functions):
${Object.entries(forms)
  .map(([name, { description }]) => `  ${name.padEnd(16)}${description}`)
  .join('\n')}

Examples:
  shellhound convert rule.yml
  shellhound convert --hunt linux-webshell --as analytics-rule --out rules/
  shellhound convert rules/ --target defender-xdr --check --output json
  shellhound convert --parser-functions arm > functions.json
`;

/** `shellhound convert RULE…` */
export function convertCommand(): Command {
  return new Command('convert')
    .description('convert rules to KQL, or to what one deploys in Sentinel')
    .argument('[rules...]', 'rule files, folders of rules, or hunts (default: the rules of --hunt)')
    .addOption(
      new Option('--target <name>', 'what the query is for')
        .default('sentinel-asim' satisfies TargetName)
        .argParser((text) => oneOf(TARGET_NAMES, text)),
    )
    .addOption(
      new Option('--as <artefact>', 'what to write')
        .default('query' satisfies ArtefactName)
        .argParser((text) => oneOf(ARTEFACT_NAMES, text)),
    )
    .addOption(flags.hunt())
    .addOption(flags.exclusions())
    .addOption(flags.noExclusions())
    .addOption(flags.pipeline())
    .addOption(flags.lineage())
    .addOption(
      new Option('--parser <which>', "ASIM's functions: the workspace's own, or those that come with Sentinel")
        .choices([...PARSERS])
        .default('workspace' satisfies Settings['parser']),
    )
    .addOption(
      new Option('--source <which>', 'what writes process events of Linux into Syslog, for --target azure-monitor')
        .choices([...SYSLOG_SOURCES])
        .default('all' satisfies SyslogSource),
    )
    .addOption(new Option('--optimize', 'add conditions that indexes can answer (default: unless --as is query)'))
    .addOption(new Option('--no-optimize', 'add none of them'))
    .addOption(flags.since())
    .addOption(flags.until())
    .addOption(new Option('--check', "have Microsoft's parser look at every query"))
    .addOption(new Option('--out <dir>', 'write a file for each rule into this folder'))
    .addOption(new Option('--output <format>', 'one result a line as JSON').choices(['text', 'json']).default('text'))
    .addOption(
      new Option('--parser-functions [form]', 'write functions that give ASIM events from audit records in Syslog')
        .preset('kql' satisfies FormName)
        .argParser((text) => oneOf(FORM_NAMES, text)),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (rules: string[], options: ConvertFlags, command: Command) => {
      refuseSenseless(options, command);
      if (options.parserFunctions !== undefined) {
        refuseBesideFunctions(rules, command);
        process.exitCode = await writeParserFunctions(options.parserFunctions, options);
        return;
      }
      const isNamed = rules.length === 0 || command.getOptionValueSource('hunt') === 'cli';
      process.exitCode = await convert(rules, options, isNamed);
    });
}

/** Flags that are right one by one and make no sense together. */
function refuseSenseless(options: ConvertFlags, command: Command): void {
  const { since, until, as, parser, source, target } = options;
  if (since !== undefined && until !== undefined && since > until)
    command.error("error: option '--since' must not be later than '--until'");
  if (artefacts[as].hasSchedule && (since !== undefined || until !== undefined))
    command.error(`error: options '--since' and '--until' cannot be used with '--as ${as}', which has a schedule`);
  if (parser === 'built-in' && target !== 'sentinel-asim')
    command.error("error: option '--parser built-in' needs '--target sentinel-asim'");
  if (source !== 'all' && target !== 'azure-monitor')
    command.error(`error: option '--source ${source}' needs '--target azure-monitor'`);
}

/** The functions are the same for all rules. */
function refuseBesideFunctions(rules: readonly string[], command: Command): void {
  if (rules.length > 0) command.error("error: option '--parser-functions' takes no rules");
  const given = Object.keys(command.opts()).filter((name) => command.getOptionValueSource(name) === 'cli');
  const other = given.find((name) => !['parserFunctions', 'out', 'check'].includes(name));
  const flag = command.options.find((each) => each.attributeName() === other)?.long;
  if (other !== undefined) command.error(`error: options '--parser-functions' and '${flag}' cannot be used together`);
}

async function convert(paths: readonly string[], options: ConvertFlags, usesHunt: boolean): Promise<ExitCode> {
  const problems = new Problems();
  const output = new Output();
  const found = rulesToConvert(paths, options, usesHunt);
  problems.addAll(found.problems);
  const results = found.rules.map((rule) => convertOne(rule, options));
  for (const { diagnostics } of results) problems.addAll(diagnostics);
  const unwritten = writeConverted(results, options, output);
  problems.addAll(unwritten);
  await output.flush();
  problems.tellRest();
  const converted = results.filter(({ made }) => made !== undefined).length;
  process.stderr.write(`${converted} converted, ${results.length - converted + found.refused} refused\n`);
  return unwritten.length > 0 ? EXIT.incomplete : exitCodeOf(problems, results);
}

function exitCodeOf({ errors }: Problems, results: readonly ReturnType<typeof convertOne>[]): ExitCode {
  const rejected = results.flatMap(({ diagnostics }) => diagnostics.filter(({ code }) => code === 'convert-rejected'));
  if (errors > rejected.length) return EXIT.usage;
  return errors > 0 ? EXIT.failed : EXIT.ran;
}
