import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An execution as `ausearch -i` shows it: fields of its records by name, and its EXECVE records as they are printed. */
export interface Shown {
  readonly pid: string;
  readonly ppid: string;
  readonly exe: string;
  readonly cwd: string | undefined;
  readonly execve: readonly string[];
}

/** Whether this machine has ausearch. */
export function hasAusearch(): boolean {
  return spawnSync('ausearch', ['--version']).status === 0;
}

/** The successful executions of a log that ausearch finds, by `SECONDS.MILLIS:SERIAL`. */
export function executionsIn(log: Buffer): Map<string, Shown> {
  const stdout = ausearch(log, ['--interpret', '--escape', 'raw', '--message', 'EXECVE', '--success', 'yes']);
  return new Map(
    stdout
      .toString('latin1')
      .split('----\n')
      .flatMap((event) => executionOf(event)),
  );
}

function ausearch(log: Buffer, args: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'shellhound-ausearch-'));
  try {
    const path = join(folder, 'audit.log');
    writeFileSync(path, log);
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const { stdout, stderr, error } = spawnSync('ausearch', ['--input', path, ...args], { env, maxBuffer: 1 << 30 });
    if (error !== undefined) throw error;
    if (stdout.length === 0) throw new Error(`ausearch found nothing: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Arguments may hold line breaks, so that a record ends only where the next one begins. */
const RECORD = /(?:^|\n)(?:node=\S+ )?type=([A-Z_0-9]+) msg=audit\(([^)]+)\) : /;

function executionOf(event: string): [string, Shown][] {
  const [, ...parts] = event.split(RECORD);
  const records = new Map<string, string[]>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const texts = records.get(parts[at] ?? '') ?? [];
    records.set(parts[at] ?? '', texts);
    texts.push((parts[at + 2] ?? '').replace(/ ?\n?$/, ''));
  }
  const syscall = records.get('SYSCALL')?.[0];
  if (syscall === undefined) return [];
  const cwd = records.get('CWD')?.[0];
  const shown: Shown = {
    pid: field(syscall, / pid=(\d+)/),
    ppid: field(syscall, / ppid=(\d+)/),
    exe: field(syscall, / exe=(.*?) (?:subj|key)=/s),
    cwd: cwd === undefined ? undefined : field(cwd, /^cwd=(.*)$/s),
    execve: records.get('EXECVE') ?? [],
  };
  return [[idOf(parts[1] ?? ''), shown]];
}

function field(text: string, form: RegExp): string {
  return form.exec(text)?.[1] ?? '';
}

/** `11/24/26 07:36:21.796:1562`, as the C locale writes it. */
function idOf(stamp: string): string {
  const [, month, day, year, time, millis, serial] = /^(\d\d)\/(\d\d)\/(\d\d) ([\d:]+)\.(\d+):(\d+)$/.exec(stamp) ?? [];
  return `${Date.parse(`20${year}-${month}-${day}T${time}Z`) / 1000}.${millis}:${serial}`;
}
