import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

/** The checkout. */
export const ROOT = join(import.meta.dirname, '../..');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What npm and this test run put into our environment; how to reach a registry is the machine's own. */
const OURS =
  /^(npm_(?!config_(registry|cafile|proxy|https_proxy|noproxy)$)|VITEST|NODE_(ENV|OPTIONS|PATH|COMPILE_CACHE)$|INIT_CWD$|FORCE_COLOR$)/i;

/** The environment of a user's shell. */
export function userEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), NO_COLOR: '1' };
}

/** The same with the Node that runs this test in front: an installed package needs a recent one. */
export function recentNode(): NodeJS.ProcessEnv {
  const environment = userEnvironment();
  return { ...environment, PATH: `${dirname(process.execPath)}${delimiter}${environment['PATH']}` };
}

export function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return { code: status, stdout, stderr };
}

/** Runs a command that must succeed; gives its output. */
export function must(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): string {
  const { code, stdout, stderr } = run(command, args, cwd, env);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
  return stdout;
}
