import { row } from './row.ts';

export const huntCodes = {
  'rules-not-found': row<{ path: string }>(
    'error',
    ({ path }) => `no such rule file or folder: ${path}`,
    'Check the path. The other rules were loaded.',
  ),
  'hunt-not-found': row<{ name: string; known: string }>(
    'error',
    ({ name, known }) => `there is no hunt '${name}' (known: ${known})`,
    'Give the name of a bundled hunt or the path of a folder that holds hunt.yml.',
  ),
  'hunt-bad-file': row<{ reason: string }>(
    'error',
    ({ reason }) => `hunt.yml: ${reason}`,
    'See docs/hunts.md for the keys of hunt.yml.',
  ),
} as const;
