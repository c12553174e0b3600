import { Command, Option } from 'commander';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { plural } from '../../sinks/format.ts';
import { sizeArgument, spanArgument } from '../amounts.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';

/** `shellhound events info|compact|prune DIR` */
export function eventsCommand(): Command {
  return new Command('events')
    .description('look after a folder of stored events')
    .addCommand(infoCommand())
    .addCommand(compactCommand())
    .addCommand(pruneCommand());
}

const FOLDER = 'the folder that --events named';
const asJson = () => new Option('--output <format>', 'how to write it').choices(['text', 'json']).default('text');

interface Written {
  readonly output: string;
}

function infoCommand(): Command {
  return new Command('info')
    .description('tell what is stored')
    .argument('<dir>', FOLDER)
    .addOption(asJson())
    .action(async (folder: string, { output }: Written) => {
      const { storeInfo } = await import('../../duckdb/store/snapshot.ts');
      process.exitCode = await write(storeInfo(folder), output, (info) => [
        `${plural(info.events, 'event')} in ${plural(info.parts, 'part')} of ${plural(info.hours, 'hour')}, ${megabytes(info.bytes)}`,
        ...(info.first === null ? [] : [`from ${info.first} to ${info.last}`]),
        `version ${info.version}, change ${info.generation}; ${plural(info.superseded, 'part')} kept for running queries`,
      ]);
    });
}

function compactCommand(): Command {
  return new Command('compact')
    .description('merge the small parts of each hour')
    .argument('<dir>', FOLDER)
    .addOption(asJson())
    .action(async (folder: string, { output }: Written) => {
      const { compactStore } = await import('../../duckdb/store/compact.ts');
      process.exitCode = await write(await compactStore(folder), output, ({ merged, into }) => [
        `merged ${plural(merged, 'part')} into ${into}`,
      ]);
    });
}

interface PruneOptions extends Written {
  readonly olderThan?: number;
  readonly maxSize?: number;
}

function pruneCommand(): Command {
  return new Command('prune')
    .description('remove the oldest events')
    .argument('<dir>', FOLDER)
    .addOption(new Option('--older-than <time>', 'whose parts ended before so long: 30d, 12h').argParser(spanArgument))
    .addOption(new Option('--max-size <size>', 'until the rest is no larger: 10GB, 500MB').argParser(sizeArgument))
    .addOption(asJson())
    .action(async (folder: string, { olderThan, maxSize, output }: PruneOptions, command: Command) => {
      if (olderThan === undefined && maxSize === undefined)
        command.error("error: name '--older-than' or '--max-size', or both");
      const { pruneStore } = await import('../../duckdb/store/prune.ts');
      const pruned = await pruneStore(folder, {
        ...(olderThan === undefined ? {} : { before: Date.now() - olderThan }),
        ...(maxSize === undefined ? {} : { maxBytes: maxSize }),
      });
      process.exitCode = await write(pruned, output, ({ parts, events, bytes }) => [
        `removed ${plural(events, 'event')} in ${plural(parts, 'part')}, ${megabytes(bytes)}`,
      ]);
    });
}

async function write<T extends object>(
  result: T | Diagnostic,
  format: string,
  lines: (result: T) => readonly string[],
): Promise<ExitCode> {
  if (isProblem(result)) {
    const problems = new Problems();
    problems.add(result);
    problems.tellRest();
    return EXIT.usage;
  }
  const output = new Output();
  output.write(format === 'json' ? `${JSON.stringify(result)}\n` : `${lines(result).join('\n')}\n`);
  await output.flush();
  return EXIT.ran;
}

function isProblem(result: object): result is Diagnostic {
  return 'code' in result && 'severity' in result;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
