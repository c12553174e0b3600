import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The checkout. */
export const ROOT = join(import.meta.dirname, '../..');
/** The program as users run it. */
export const MAIN = join(ROOT, 'dist/cli/main.js');
export const CAPTURES = join(ROOT, 'hunts/linux-webshell/captures');
/** A log in which 13 executions raise an alert, all of them under one Apache. */
export const ATTACK = join(CAPTURES, 'apache-php-attack/audit.log');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built program to its end. */
export function shellhound(args: readonly string[], options: RunOptions = {}): Ran {
  return ran([process.execPath, MAIN, ...args], options);
}

/** Runs a line of shell in which `"$@"` is the program. */
export function inShell(line: string, options: RunOptions = {}): Ran {
  return ran(['sh', '-c', line, 'sh', process.execPath, MAIN], options);
}

/** Runs the program as a user who may read only what all may read. */
export function asNobody(args: readonly string[], options: RunOptions = {}): Ran {
  const user = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  return ran([...user, process.execPath, MAIN, ...args], options);
}

/** The program starts often here: the code is compiled once. */
const CACHE = join(ROOT, 'node_modules/.cache/shellhound-test');

function ran([command = '', ...args]: readonly string[], { cwd, input, env = {} }: RunOptions): Ran {
  ensureBuilt();
  const settings: SpawnSyncOptions = {
    cwd: cwd ?? ROOT,
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: undefined, NODE_COMPILE_CACHE: CACHE, ...env },
    ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
  };
  const { status, stdout, stderr, error } = spawnSync(command, args, settings);
  if (error !== undefined) throw error;
  return { code: status, stdout: String(stdout), stderr: String(stderr) };
}

/** Alerts, incidents or events of an output of one JSON object a line. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into them as they like
export function jsonLines(text: string): any[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

/** A folder for one test, with these files in it; all users may look into it. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'shellhound-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  spawnSync('chmod', ['-R', 'a+rX', folder]);
  return folder;
}

const LOCK = join(ROOT, 'node_modules/.shellhound-test-build');
const PATIENCE = 120_000;
let built = false;

/** Builds the program if its sources are newer. Test files run at the same time: one of them builds, the others wait. */
export function ensureBuilt(): void {
  if (built) return;
  const until = Date.now() + PATIENCE;
  while (isStale()) {
    if (takeLock()) build();
    else if (Date.now() > until) throw new Error(`waited too long for another build; is ${LOCK} left over?`);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  built = true;
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    return false;
  }
}

function build(): void {
  try {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT, encoding: 'utf8' });
    if (!existsSync(MAIN)) throw new Error(`the program could not be built:\n${stdout}`);
    utimesSync(MAIN, new Date(), new Date());
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function isStale(): boolean {
  if (!existsSync(MAIN)) return true;
  const time = statSync(MAIN).mtimeMs;
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return sources.some((name) => name.endsWith('.ts') && statSync(join(ROOT, 'src', name)).mtimeMs > time);
}
