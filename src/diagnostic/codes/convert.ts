import { row } from './row.ts';

/** What is said where rules become queries and artefacts. */
export const convertCodes = {
  'convert-unwritable': row<{ path: string; reason: string }>(
    'error',
    ({ path, reason }) => `cannot write ${path}: ${reason}`,
    'Name a folder that may be written to with --out. The other files were written.',
  ),
  'convert-rejected': row<{ code: string; reason: string }>(
    'error',
    ({ code, reason }) => `Microsoft's parser refuses what was made of this: ${code} ${reason}`,
    'The query was not written. Please report it with the rule; it is an error of the program.',
  ),
  'convert-doubted': row<{ code: string; reason: string }>(
    'warning',
    ({ code, reason }) => `Microsoft's parser has a doubt about what was made of this: ${code} ${reason}`,
    'The query runs. Look at whether it finds what you expect.',
  ),
  'artefact-long': row<{ length: number; limit: number }>(
    'error',
    ({ length, limit }) => `the query has ${length} characters, and Sentinel takes ${limit} in a rule or hunting query`,
    'Split the rule by its selections, or put long lists of exclusions into a watchlist. `--as query` has no such limit.',
  ),
  'artefact-cut': row<{ what: string; limit: number }>(
    'warning',
    ({ what, limit }) => `the ${what} was cut: Sentinel takes ${limit} characters`,
    'Shorten it in the rule to choose what is said.',
  ),
  'artefact-technique': row<{ technique: string }>(
    'warning',
    ({ technique }) => `${technique} was left out: Sentinel's content validator does not know this technique`,
    'Nothing needs to be done; add a tag of an older technique if the rule should be found under one.',
  ),
  'artefact-timespan': row<{ timespan: string }>(
    'error',
    ({ timespan }) =>
      `a rule cannot look back over a window of ${timespan}: Sentinel allows 14 days, of which we need 1h`,
    'Shorten the timespan, or use `--as hunting-query`.',
  ),
  'artefact-window': row<Record<never, never>>(
    'error',
    () => 'a rule that runs every minute cannot see a window of a correlation whole',
    'Use `--as analytics-rule`, which looks back as far as the window is long.',
  ),
} as const;
