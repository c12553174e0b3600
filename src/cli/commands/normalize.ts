import { Command, Option } from 'commander';
import { readEvents } from '../../read-events.ts';
import { eventSinkNamed, eventSinks } from '../../sinks/events/registry.ts';
import { EXIT } from '../exit-codes.ts';
import { type InputOptions, resolveInputs } from '../inputs.ts';
import { signalsHandled } from '../leave.ts';
import { flags } from '../options.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';
import { progressOver } from '../progress.ts';
import { openStoring } from '../storing.ts';

interface NormalizeOptions extends InputOptions {
  readonly output: string;
  readonly events?: string;
  readonly stats?: boolean;
}

/** `shellhound normalize FILES…` */
export function normalizeCommand(): Command {
  return new Command('normalize')
    .description('write the process events of logs in the ASIM schema')
    .argument('[files...]', "log files, directories, or - (default: this machine's audit log)")
    .addOption(
      new Option('--output <format>', 'how to write the events')
        .choices(eventSinks.map(({ name }) => name))
        .default('ndjson'),
    )
    .addOption(flags.events())
    .addOption(flags.format())
    .addOption(flags.host())
    .addOption(flags.passwd())
    .addOption(flags.stats())
    .action(async (files: string[], options: NormalizeOptions, command: Command) => {
      process.exitCode = await normalize(files, options, isWritten(options, command));
    });
}

/** With a store, events are written to standard output only if that is asked for. */
function isWritten({ events }: NormalizeOptions, command: Command): boolean {
  return events === undefined || command.getOptionValueSource('output') !== 'default';
}

async function normalize(files: readonly string[], options: NormalizeOptions, written: boolean): Promise<number> {
  const started = performance.now();
  const problems = new Problems();
  const inputs = resolveInputs(files, options);
  problems.addAll(inputs.problems);
  const storing = await openStoring(options.events, problems);
  problems.tell();
  if (storing === undefined) return EXIT.usage;
  const output = new Output();
  const progress = progressOver(inputs.sets);
  const write = written ? eventSinkNamed(options.output).open(output.write) : () => undefined;
  const { counts, failed } = await readEvents(inputs.sets, {
    format: options.format,
    host: inputs.host,
    users: inputs.users,
    hashed: false,
    onEvent: (event) => {
      storing.add(event);
      write(event);
    },
    onProblem: problems.add,
    onChunk: (path, bytes, { events }) => {
      progress.update(path, bytes, events, 0);
      return output.pending > 0 ? output.flush().then(storing.settle) : storing.settle();
    },
  });
  const store = await storing.end();
  await signalsHandled(inputs.sets);
  progress.stop();
  await output.flush();
  problems.tellRest();
  if (options.stats === true)
    process.stderr.write(
      `${JSON.stringify({ ...counts, ...(store === undefined ? {} : { store }), seconds: secondsSince(started) })}\n`,
    );
  return failed || problems.errors > 0 ? EXIT.usage : EXIT.ran;
}

function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}
