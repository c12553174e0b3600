import { InvalidArgumentError, Option } from 'commander';
import { LEVELS } from '../flow.ts';
import { formats } from '../formats/registry.ts';
import { bundledHunts } from '../hunt/hunt.ts';
import { LINEAGE_MODES } from '../match/lineage-mode.ts';
import { parseTime } from './time.ts';

/** Flags that several commands share: the same words, the same meaning everywhere. */
export const flags = {
  hunt: () =>
    new Option(
      '--hunt <name|dir>',
      `the hunt to use: a bundled one (${bundledHunts().join(', ')}) or a folder`,
    ).default('linux-webshell'),
  rules: () => new Option('--rules <path...>', "rules to use in place of the hunt's: files or folders"),
  exclusions: () => new Option('--exclusions <path...>', "exclusions to use in place of the hunt's: files or folders"),
  noExclusions: () => new Option('--no-exclusions', 'use no exclusions: raise also what they would hide'),
  pipeline: () =>
    new Option('--pipeline <path...>', "processing pipelines that change the rules, in place of the hunt's"),
  format: () =>
    new Option('--format <name>', 'format of the input')
      .choices(['auto', ...formats.map(({ name }) => name)])
      .default('auto'),
  host: () => new Option('--host <name>', 'host of records that do not name theirs').argParser(nameArgument),
  passwd: () =>
    new Option('--passwd <file>', 'names of user ids, in the form of /etc/passwd, for logs that hold numbers only'),
  lineage: () =>
    new Option('--lineage <mode>', "which processes Parent* fields ask (default: the hunt's)").choices([
      ...LINEAGE_MODES,
    ]),
  level: () =>
    new Option('--level <level>', 'lowest level of rules to use').choices([...LEVELS]).default('informational'),
  since: () =>
    new Option('--since <time>', 'match events from this time on (RFC 3339; without an offset UTC)').argParser(
      timeArgument,
    ),
  until: () => new Option('--until <time>', 'match events up to this time').argParser(timeArgument),
  jobs: () =>
    new Option('--jobs <number>', 'threads to use for logs of whole events (asim, sigma-json)')
      .argParser(jobsArgument)
      .default(1),
  events: () => new Option('--events <dir>', 'also store every event in this folder, for queries'),
  redact: () => new Option('--redact', 'mask passwords, tokens and keys in command lines'),
  stats: () => new Option('--stats', 'print the counts as one line of JSON on standard error'),
  failOn: () =>
    new Option('--fail-on <level>', 'exit with 1 if there is an alert of this level or above').choices([...LEVELS]),
};

function timeArgument(text: string): number {
  const time = parseTime(text);
  if (time === undefined) throw new InvalidArgumentError('Expected a time such as 2026-11-24T09:00:00Z.');
  return time;
}

/** More threads than this only cost memory. */
const MAX_JOBS = 64;

function jobsArgument(text: string): number {
  const jobs = Number(text);
  if (/^\d+$/.test(text) && jobs >= 1 && jobs <= MAX_JOBS) return jobs;
  throw new InvalidArgumentError(`Expected a number from 1 to ${MAX_JOBS}.`);
}

function nameArgument(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected a name.');
  return text;
}
