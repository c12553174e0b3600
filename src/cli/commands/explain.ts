import { existsSync, readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../../diagnostic/render.ts';
import { SourceText } from '../../diagnostic/source-text.ts';
import type { AsimColumns } from '../../event/process-event.ts';
import { excludedBy } from '../../exclusions/exclude.ts';
import { explain } from '../../match/explain.ts';
import { renderExplanation } from '../../match/render-explanation.ts';
import { readEvents } from '../../read-events.ts';
import type { ActiveRule, Ruleset } from '../../ruleset.ts';
import { EXIT } from '../exit-codes.ts';
import { type InputOptions, resolveInputs } from '../inputs.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { type HuntFlags, setUp } from '../setup.ts';

interface ExplainOptions extends HuntFlags, InputOptions {
  readonly data?: readonly string[];
}

/** `shellhound explain RULE EVENT` */
export function explainCommand(): Command {
  return new Command('explain')
    .description('say why a rule did or did not match an event')
    .argument('<rule>', 'a rule file, or the id or title of a rule of the hunt')
    .argument(
      '<event>',
      'a file with one event or alert as JSON, - for standard input, or SECONDS.MILLIS:SERIAL of an event in --data',
    )
    .addOption(new Option('--data <files...>', "logs that hold the event (default: this machine's audit log)"))
    .addOption(flags.hunt())
    .addOption(flags.exclusions())
    .addOption(flags.noExclusions())
    .addOption(flags.lineage())
    .addOption(flags.format())
    .addOption(flags.host())
    .addOption(flags.passwd())
    .action(async (rule: string, event: string, options: ExplainOptions) => {
      process.exitCode = await explainEvent(rule, event, options);
    });
}

async function explainEvent(ruleName: string, eventName: string, options: ExplainOptions): Promise<number> {
  const isFile = existsSync(ruleName);
  const { setup, problems } = setUp(isFile ? { ...options, rules: [ruleName] } : options);
  const rule = setup === undefined ? undefined : findRule(setup.ruleset, ruleName, isFile);
  if (rule === undefined) {
    const found = [...(setup?.problems ?? problems), report('explain-no-rule', undefined, { rule: ruleName })];
    return fail(found.filter(({ severity }) => severity === 'error'));
  }
  const events = await eventsFor(eventName, options);
  if (!Array.isArray(events)) return fail([events]);
  const output = new Output();
  for (const columns of events) {
    output.write(renderExplanation(explain(rule.prepared, { columns })));
    const filter = excludedBy(rule.filters, { columns });
    if (filter !== null) output.write(`excluded by ${filter.title} (${filter.id})\n`);
  }
  await output.flush();
  return EXIT.ran;
}

function findRule({ rules }: Ruleset, name: string, isFile: boolean): ActiveRule | undefined {
  return isFile ? rules[0] : rules.find(({ rule }) => rule.id === name || rule.title === name || rule.name === name);
}

async function eventsFor(name: string, options: ExplainOptions): Promise<AsimColumns[] | Diagnostic> {
  if (name === '-' || existsSync(name)) return eventFromJson(name);
  const found: AsimColumns[] = [];
  const inputs = resolveInputs(options.data ?? [], options);
  await readEvents(inputs.sets, {
    format: options.format,
    host: inputs.host,
    users: inputs.users,
    onEvent: ({ columns }) => {
      if (columns.EventOriginalUid === name) found.push(columns);
    },
    onProblem: () => undefined,
  });
  return found.length > 0 ? found : report('explain-no-event', undefined, { event: name });
}

function eventFromJson(name: string): AsimColumns[] | Diagnostic {
  const source = new SourceText(name, readFileSync(name === '-' ? 0 : name, 'utf8'));
  try {
    const content: unknown = JSON.parse(source.text);
    const event = isRecord(content) && isRecord(content['event']) ? content['event'] : content;
    if (isRecord(event) && typeof event['TargetProcessName'] === 'string') {
      return [{ AdditionalFields: {}, ...event } as unknown as AsimColumns];
    }
    return report('explain-bad-event', { source: name }, { reason: 'it has no TargetProcessName' });
  } catch (error) {
    return report('explain-bad-event', { source: name }, { reason: (error as Error).message });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(problems: readonly Diagnostic[]): number {
  for (const problem of problems) process.stderr.write(`${renderDiagnostic(problem)}\n`);
  return EXIT.usage;
}
