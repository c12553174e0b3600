import { InvalidArgumentError, Option } from 'commander';
import { LEVELS } from '../flow.ts';
import { formats } from '../formats/registry.ts';
import { bundledHunts } from '../hunt/hunt.ts';
import { LINEAGE_MODES } from '../match/lineage-mode.ts';

/** Flags that several commands share: the same words, the same meaning everywhere. */
export const flags = {
  hunt: () =>
    new Option(
      '--hunt <name|dir>',
      `the hunt to use: a bundled one (${bundledHunts().join(', ')}) or a folder`,
    ).default('linux-webshell'),
  rules: () => new Option('--rules <path...>', "rules to use in place of the hunt's: files or folders"),
  exclusions: () => new Option('--exclusions <path...>', "exclusions to use in place of the hunt's: files or folders"),
  noExclusions: () => new Option('--no-exclusions', 'raise alerts that an exclusion would hide'),
  format: () =>
    new Option('--format <name>', 'format of the input')
      .choices(['auto', ...formats.map(({ name }) => name)])
      .default('auto'),
  host: () => new Option('--host <name>', 'host of records that do not name theirs'),
  passwd: () =>
    new Option('--passwd <file>', 'names of user ids, in the form of /etc/passwd, for logs that hold numbers only'),
  lineage: () =>
    new Option('--lineage <mode>', "which processes Parent* fields ask (default: the hunt's)").choices([
      ...LINEAGE_MODES,
    ]),
  level: () =>
    new Option('--level <level>', 'lowest level of rules to use').choices([...LEVELS]).default('informational'),
  since: () => new Option('--since <time>', 'match events from this time on (RFC 3339)').argParser(parseTime),
  until: () => new Option('--until <time>', 'match events up to this time (RFC 3339)').argParser(parseTime),
  redact: () => new Option('--redact', 'mask passwords, tokens and keys in command lines'),
  stats: () => new Option('--stats', 'print the counts as one line of JSON on standard error'),
  failOn: () =>
    new Option('--fail-on <level>', 'exit with 1 if there is an alert of this level or above').choices([...LEVELS]),
};

/** `2026-11-24`, `2026-11-24T09:00:00Z`, or with an offset; without one the time is UTC. */
function parseTime(text: string): number {
  const form = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  const time =
    form === null
      ? Number.NaN
      : Date.parse(`${text.replace(' ', 'T')}${form[1] === undefined && text.length > 10 ? 'Z' : ''}`);
  if (Number.isNaN(time)) throw new InvalidArgumentError('expected a time such as 2026-11-24T09:00:00Z.');
  return time;
}
