import { row } from './row.ts';

/** What is said of folders that hold events. */
export const storeCodes = {
  'store-none': row<{ path: string }>(
    'error',
    ({ path }) => `${path} holds no events`,
    'Name a folder that `normalize --events DIR` or `hunt --events DIR` has filled; these take one that is new or empty, too.',
  ),
  'store-foreign': row<{ path: string }>(
    'error',
    ({ path }) => `${path} holds other files than events`,
    'Nothing was stored. Name a new folder, or an empty one.',
  ),
  'store-damaged': row<{ path: string }>(
    'error',
    ({ path }) => `the list of what ${path} holds (manifest.json) is damaged`,
    'Nothing was changed. Copy the list back, or move the folder away and store the events of the logs again.',
  ),
  'store-newer': row<{ path: string }>(
    'error',
    ({ path }) => `the events in ${path} were stored by a newer version of this program`,
    'Nothing was changed. Use that version.',
  ),
  'store-claimed': row<{ path: string; who: string; file: string }>(
    'error',
    ({ path, who }) => `${who} is writing to ${path}`,
    'Only one process writes at a time, any number may read. Wait for it; if it cannot be running any more (its machine or container is gone), delete the file writer-*.lock in the folder.',
  ),
  'store-failed': row<{ path: string; reason: string }>(
    'error',
    ({ path, reason }) => `cannot use the events in ${path}: ${reason}`,
    'What was reported as stored is there. Read the logs again to store the rest: nothing is stored twice.',
  ),
  'store-full': row<{ path: string; limit: number }>(
    'warning',
    ({ path, limit }) => `${path} holds events of ${limit} hours; events of other hours were dropped`,
    'Look at the times of the events. Old hours can be removed with `shellhound events prune`.',
  ),
};
