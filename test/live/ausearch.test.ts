import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { AsimColumns } from '../../src/event/process-event.ts';
import { readEvents } from '../../src/read-events.ts';
import { findLogs } from '../../src/sources/log-set.ts';
import { executionsIn, hasAusearch, type Shown } from './ausearch.ts';

const ROOT = join(import.meta.dirname, '../..');
const folders = ['hunts/linux-webshell/captures', '../shared/telemetry'].flatMap(capturesIn);

function capturesIn(folder: string): string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map((entry) => join(path, entry.name)).sort();
}

/*
 * The audit system's own reader as an oracle: it knows nothing of this program, and this program nothing of it. Compared
 * are the successful executions by time and serial, and of each the pid, the parent's pid, the program, the directory and
 * the arguments byte by byte. Of ausearch 3.0.9 and this program:
 *
 * - No execution, no pid, program, directory or argument differs, in the bundled captures (243 executions) and in 23
 *   others (64,443).
 * - ausearch prints the records of an event last first, and the pieces of a long argument as they stand in the records.
 *   Put in order and together they are the same argument.
 * - ausearch prints bytes as they are, where this program shows those that are not UTF-8 as `\xNN` and keeps them exactly
 *   in ArgvHex: compared are the bytes.
 * - PROCTITLE is not compared. It is the title that the process had before, in both.
 */
if (!hasAusearch()) {
  if (process.env['CI'] === 'true') throw new Error('ausearch is missing: install the package auditd');
  console.warn('NOT RUN: ausearch is missing (package auditd)');
}

describe.skipIf(!hasAusearch()).each(folders)('%s', (folder) => {
  test('holds the executions that ausearch sees in it', async () => {
    const { sets } = findLogs([folder]);
    const log = Buffer.concat(sets.flatMap(({ files }) => files.map(contentOf)));
    const expected = executionsIn(log);
    expect(expected.size).toBeGreaterThan(0);
    const found = await executionsOf(folder);
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
    const compared = [...expected].map(([id, shown]) => [id, comparable(shown)]);
    const ours = [...expected.keys()].map((id) => [id, found.get(id)]);
    expect(ours).toEqual(compared);
  });
});

function contentOf(path: string): Buffer {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** What is compared of an execution; each text as its bytes, one character for each, as ausearch prints them. */
interface Comparable {
  readonly pid: string;
  readonly ppid: string;
  readonly exe: string;
  readonly cwd: string | undefined;
  readonly execve: string;
}

function comparable({ execve, ...shown }: Shown): Comparable {
  return { ...shown, execve: wholeArguments(execve) };
}

/** A long argument stands in pieces (`a2_len=16342 a2[0]=…`) in several records, which ausearch prints last first. */
function wholeArguments(records: readonly string[]): string {
  return [...records]
    .reverse()
    .join('')
    .replace(/ a(\d+)_len=\d+ a\1\[0\]=/g, ' a$1=')
    .replace(/ a\d+\[\d+\]=/g, '');
}

async function executionsOf(folder: string): Promise<Map<string, Comparable>> {
  const found = new Map<string, Comparable>();
  await readEvents(findLogs([folder]).sets, {
    format: 'auto',
    host: 'here',
    users: new Map(),
    onEvent: ({ columns }) => found.set(columns.EventOriginalUid, asShown(columns)),
    onProblem: () => undefined,
  });
  return found;
}

function asShown(columns: AsimColumns): Comparable {
  const { Argv: argv = [], ArgvHex: hex } = columns.AdditionalFields;
  const whole = hex?.map((each) => Buffer.from(each, 'hex').toString('latin1')) ?? argv.map(bytesOf);
  const cwd = columns.TargetProcessCurrentDirectory;
  return {
    pid: columns.TargetProcessId,
    ppid: columns.ActingProcessId ?? '0',
    exe: bytesOf(columns.TargetProcessName),
    cwd: cwd === undefined ? undefined : bytesOf(cwd),
    execve: `argc=${argv.length} ${whole.map((each, at) => `a${at}=${each}`).join(' ')}`,
  };
}

function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}
