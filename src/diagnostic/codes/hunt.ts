import { row } from './row.ts';

const didYouMean = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;

export const huntCodes = {
  'rules-not-found': row<{ path: string }>(
    'error',
    ({ path }) => `no such rule file or folder: ${path}`,
    'Check the path. The other rules were loaded.',
  ),
  'rules-unreadable': row<{ path: string; reason: string }>(
    'error',
    ({ path, reason }) => `cannot read ${path}: ${reason}`,
    'The other rules and exclusions were loaded.',
  ),
  'rules-not-yaml': row<{ path: string }>(
    'error',
    ({ path }) => `${path} is no rule file: the names of rule files end in .yml or .yaml`,
    'A log that follows --rules or --exclusions is taken as one of them: name logs first, or put -- in front of them.',
  ),
  'rules-none-in-folder': row<{ path: string }>(
    'error',
    ({ path }) => `no rule file in the folder ${path}`,
    'Expected files whose names end in .yml or .yaml, here or in sub-folders.',
  ),
  'rules-none-usable': row<{ hunt: string }>(
    'error',
    ({ hunt }) => `there is no usable rule to hunt with (hunt '${hunt}')`,
    'Nothing can be found without a rule. `shellhound check` says what is wrong with a rule.',
  ),
  'rules-none-of-level': row<{ level: string; highest: string }>(
    'error',
    ({ level, highest }) => `no rule has the level ${level} or above; the highest is ${highest}`,
    'Nothing can be found without a rule. Give a lower --level.',
  ),
  'hunt-not-found': row<{ name: string; known: string; suggestion: string | undefined }>(
    'error',
    ({ name, known, suggestion }) => `there is no hunt '${name}'${didYouMean(suggestion) || ` (known: ${known})`}`,
    'Give the name of a bundled hunt or the path of a folder that holds hunt.yml.',
  ),
  'hunt-not-a-map': row<{ found: string }>(
    'error',
    ({ found }) => `hunt.yml must be one map with the keys title, lineage and roots, not ${found}`,
    'See docs/hunts.md for the keys of hunt.yml.',
  ),
  'hunt-unknown-key': row<{ key: string; suggestion: string | undefined }>(
    'error',
    ({ key, suggestion }) => `unknown key '${key}'${didYouMean(suggestion)}`,
    'See docs/hunts.md for the keys of hunt.yml.',
  ),
  'hunt-bad-value': row<{ what: string; expected: string; found: string }>(
    'error',
    ({ what, expected, found }) => `${what} must be ${expected}, not ${found}`,
    'See docs/hunts.md for the keys of hunt.yml.',
  ),
  'hunt-no-title': row<Record<string, never>>(
    'error',
    () => "the hunt has no 'title'",
    'Add a line such as `title: Web shells on Linux`.',
  ),
  'hunt-no-captures': row<{ hunt: string }>(
    'error',
    ({ hunt }) => `the hunt '${hunt}' has no captures to test it with`,
    'Add captures/NAME/ with a log and truth.json (docs/hunts.md), or name some with --captures. The installed package comes without any; a checkout has them.',
  ),
} as const;
