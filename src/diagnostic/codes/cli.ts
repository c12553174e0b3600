import { row } from './row.ts';

export const cliCodes = {
  'input-not-found': row<{ path: string }>(
    'error',
    ({ path }) => `no such file or directory: ${path}`,
    'Check the path. The other inputs were read.',
  ),
  'input-no-local-log': row<{ path: string }>(
    'error',
    ({ path }) => `this machine has no audit log (${path})`,
    'Name the files or directories to read; see `shellhound hunt --help`.',
  ),
  'input-unreadable': row<{ path: string; reason: string }>(
    'error',
    ({ path, reason }) => `cannot read ${path}: ${reason}`,
    'Audit logs can usually be read by root only: run with sudo, or copy the file. What could be read was used.',
  ),
  'input-damaged': row<{ path: string; damage: string }>(
    'error',
    ({ path, damage }) => `the gzip data of ${path} ${damage}`,
    'What comes before was read; what comes behind is missing in the result. Copy the file again, if you can.',
  ),
  'input-no-logs': row<{ path: string }>(
    'error',
    ({ path }) => `no log files in the directory ${path}`,
    'Expected files such as audit.log, audit.log.1 or audit.log.2.gz, here or in sub-directories.',
  ),
  'input-unknown-format': row<{ path: string }>(
    'error',
    ({ path }) => `the format of ${path} is not recognised`,
    'Name it with --format. `shellhound formats` lists what can be read.',
  ),
  'output-failed': row<{ reason: string }>(
    'error',
    ({ reason }) => `cannot write the output: ${reason}`,
    'What was written is incomplete. Make room, or write to another place.',
  ),
  'host-unknown': row<{ path: string }>(
    'warning',
    ({ path }) => `the records of ${path} do not name their host`,
    'Name it with --host NAME, or let auditd write it (name_format = HOSTNAME in auditd.conf).',
  ),
  'records-not-told': row<{ path: string; format: string }>(
    'warning',
    ({ path, format }) =>
      `rules with \`service: auditd\` find nothing in ${path}: the format ${format} has no audit records`,
    'Give the audit log itself, or leave the rules out.',
  ),
  'explain-no-rule': row<{ rule: string }>(
    'error',
    ({ rule }) => `there is no usable rule '${rule}'`,
    'Name a rule file, or the id or title of a rule of the hunt (--hunt).',
  ),
  'explain-no-event': row<{ event: string }>(
    'error',
    ({ event }) => `there is no event '${event}' in the logs, and no file of that name`,
    'Name a file with one event as JSON, or SECONDS.MILLIS:SERIAL of an event in the logs of --data.',
  ),
  'explain-bad-event': row<{ reason: string }>(
    'error',
    ({ reason }) => `this is not an event: ${reason}`,
    'Expected one line of `shellhound normalize`, or one alert of `shellhound hunt --output json`.',
  ),
  'explain-unreadable': row<{ path: string; reason: string }>(
    'error',
    ({ path, reason }) => `cannot read ${path}: ${reason}`,
    'Name a file with one event as JSON, or - for standard input.',
  ),
  'capture-unusable': row<{ reason: string }>(
    'error',
    ({ reason }) => `the capture cannot be tested: ${reason}`,
    'A capture is a folder with a log and truth.json; see docs/hunts.md.',
  ),
} as const;
