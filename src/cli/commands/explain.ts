import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { printable } from '../../diagnostic/printable.ts';
import type { AsimColumns } from '../../event/process-event.ts';
import { excludedBy } from '../../exclusions/exclude.ts';
import { renderCorrelation } from '../../match/correlation/explain.ts';
import type { PreparedCorrelation } from '../../match/correlation/prepare.ts';
import { explain } from '../../match/explain.ts';
import { matchRule } from '../../match/match.ts';
import { renderExplanation } from '../../match/render-explanation.ts';
import { readEvents } from '../../read-events.ts';
import { type ActiveRule, asksRecords, type Ruleset } from '../../ruleset.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaRule } from '../../sigma/ir.ts';
import { eventFromJson } from '../event-json.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type InputOptions, resolveInputs } from '../inputs.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';
import { type HuntFlags, setUp } from '../setup.ts';

interface ExplainOptions extends HuntFlags, InputOptions {
  readonly data?: readonly string[];
}

/** `shellhound explain RULE EVENT` */
export function explainCommand(): Command {
  return new Command('explain')
    .description('say why a rule did or did not match an event')
    .argument('<rule>', 'a rule file, or the id, name or title of a rule of the hunt')
    .argument(
      '<event>',
      'a file with one event or alert as JSON, - for standard input, or SECONDS.MILLIS:SERIAL of an event in --data',
    )
    .addOption(new Option('--data <files...>', "logs that hold the event (default: this machine's audit log)"))
    .addOption(flags.hunt())
    .addOption(flags.exclusions())
    .addOption(flags.noExclusions())
    .addOption(flags.pipeline())
    .addOption(flags.lineage())
    .addOption(flags.format())
    .addOption(flags.host())
    .addOption(flags.passwd())
    .action(async (rule: string, event: string, options: ExplainOptions) => {
      const problems = new Problems();
      process.exitCode = await explainEvent(rule, event, options, problems);
      problems.tellRest();
    });
}

async function explainEvent(
  ruleName: string,
  eventName: string,
  options: ExplainOptions,
  problems: Problems,
): Promise<ExitCode> {
  const isFile = existsSync(ruleName);
  const { setup, problems: found } = setUp(isFile ? { ...options, rules: [ruleName] } : options);
  problems.addAll(found.filter(({ severity }) => severity === 'error'));
  const { rules, correlations } =
    setup === undefined ? NOTHING : isFile ? setup.ruleset : named(setup.ruleset, ruleName);
  if (rules.length === 0) problems.add(report('explain-no-rule', undefined, { rule: ruleName }));
  const events = rules.length === 0 ? [] : await eventsFor(eventName, options, asksRecords({ rules }), problems);
  const output = new Output();
  for (const each of correlations) for (const columns of events) explainCorrelation(each, rules, columns, output);
  for (const rule of rules) for (const columns of events) explainOne(rule, columns, output);
  await output.flush();
  return problems.errors > 0 ? EXIT.usage : EXIT.ran;
}

type Explained = Pick<Ruleset, 'rules' | 'correlations'>;

const NOTHING: Explained = { rules: [], correlations: [] };

/** The rules of that name, and correlations of that name with all that they build on. */
function named({ rules, correlations }: Ruleset, name: string): Explained {
  const isNamed = (rule: SigmaRule | SigmaCorrelation): boolean =>
    rule.id === name.toLowerCase() || rule.title === name || rule.name === name;
  const wanted = new Set(
    [...rules.map(({ rule }) => rule), ...correlations.map((each) => each.correlation)].filter(isNamed),
  );
  for (const { correlation } of correlations.toReversed())
    if (wanted.has(correlation)) for (const { rule } of correlation.rules) wanted.add(rule);
  return {
    rules: rules.filter(({ rule }) => wanted.has(rule)),
    correlations: correlations.filter(({ correlation }) => wanted.has(correlation)),
  };
}

function explainCorrelation(
  correlation: PreparedCorrelation,
  rules: readonly ActiveRule[],
  columns: AsimColumns,
  output: Output,
): void {
  const text = renderCorrelation(correlation, { columns }, (member) => {
    const active = rules.find(({ rule }) => rule === member);
    if (active === undefined) return undefined;
    if (matchRule(active.prepared, { columns }) === null) return 'no match';
    const filter = excludedBy(active.filters, { columns }, active.prepared);
    return filter === null ? 'matches' : { excludedBy: `${filter.title} (${filter.id})` };
  });
  output.write(`${text}\n`);
}

function explainOne(rule: ActiveRule, columns: AsimColumns, output: Output): void {
  output.write(`${renderExplanation(explain(rule.prepared, { columns }))}\n`);
  const filter = excludedBy(rule.filters, { columns }, rule.prepared);
  if (filter !== null) output.write(`${printable(`excluded by ${filter.title} (${filter.id})`)}\n`);
}

async function eventsFor(
  name: string,
  options: ExplainOptions,
  auditRecords: boolean,
  problems: Problems,
): Promise<AsimColumns[]> {
  if (name === '-' || existsSync(name)) return eventFromJson(name, problems.add);
  const found: AsimColumns[] = [];
  const unread: Diagnostic[] = [];
  const inputs = resolveInputs(options.data ?? [], options);
  await readEvents(inputs.sets, {
    format: options.format,
    host: inputs.host,
    users: inputs.users,
    demand: { auditRecords },
    onEvent: ({ columns }) => {
      if (columns.EventOriginalUid === name) found.push(columns);
    },
    onProblem: (problem) => {
      if (problem.severity === 'error') unread.push(problem);
    },
  });
  problems.addAll([...inputs.problems, ...unread]);
  if (found.length === 0) problems.add(report('explain-no-event', undefined, { event: name }));
  return found;
}
