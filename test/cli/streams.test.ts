import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ATTACK, ensureBuilt, inShell, jsonLines, MAIN } from './program.ts';

describe('a reader that has enough is success, without a word', () => {
  test.each(['json', 'text', 'csv', 'html'])('hunt --output %s', (format) => {
    const many = Array.from({ length: 40 }, () => ATTACK).join(' ');
    const line = `{ cat ${many} | "$@" hunt - --output ${format}; echo "code $?" >&2; } | head -n 1 | wc -l`;
    const { stdout, stderr } = inShell(line);
    expect(stdout.trim()).toBe('1');
    expect(stderr).toBe('code 0\n');
  });

  test('help, events', () => {
    expect(inShell('{ "$@" hunt --help; echo "code $?" >&2; } | true').stderr).toBe('code 0\n');
    expect(inShell(`{ "$@" normalize ${ATTACK}; echo "code $?" >&2; } | head -c 1 >/dev/null`).stderr).toBe('code 0\n');
  });

  test('of standard error too', () => {
    expect(inShell('{ "$@" hunt missing.log 2>&1 >/dev/null; echo "code $?" >&3; } 3>&2 | true').stderr).toBe(
      'code 2\n',
    );
  });
});

describe.skipIf(!existsSync('/dev/full'))('an output that takes nothing more is an error, not a stack trace', () => {
  test.each([
    `hunt ${ATTACK}`,
    `hunt ${ATTACK} --output json`,
    `normalize ${ATTACK}`,
    'check hunts',
    'formats',
    '--help',
  ])('%s', (args) => {
    const { code, stderr } = inShell(`"$@" ${args} >/dev/full`);
    expect(code).toBe(4);
    expect(stderr).toBe(
      'error [output-failed] cannot write the output: no space left on device\n  help: What was written is incomplete. Make room, or write to another place.\n',
    );
  });

  test('standard error that takes nothing more changes no exit code', () => {
    expect(inShell('"$@" hunt missing.log 2>/dev/full').code).toBe(2);
  });
});

describe('a run that is stopped does not pass for a whole one', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', async (signal) => {
    const { child, end } = await underWay();
    child.kill(signal);
    expect(await end).toMatchObject({ code: 4, stderr: `stopped by ${signal}: the result is incomplete\n` });
  });

  test('also where the end of the input comes with the signal', async () => {
    const { child, end } = await underWay();
    child.stdin?.end();
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 4 });
  });
});

/** A hunt that has raised its first alerts and waits for more input. */
async function underWay(): Promise<{ child: ChildProcess; end: ReturnType<typeof ended> }> {
  const child = started(['hunt', '-', '--output', 'json'], 'pipe');
  const end = ended(child);
  const first = new Promise((resolve) => child.stdout?.once('data', resolve));
  const log = readFileSync(ATTACK);
  for (let round = 0; round < 8; round += 1) child.stdin?.write(log);
  await first;
  return { child, end };
}

function started(args: readonly string[], stdin: 'pipe' | 'ignore'): ChildProcess {
  ensureBuilt();
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: [stdin, 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text) => {
    texts.stdout += text;
  });
  child.stderr?.on('data', (text) => {
    texts.stderr += text;
  });
  child.stdin?.on('error', () => undefined);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...texts })));
}

/** `script` of util-linux runs a program in a terminal of its own. */
const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

describe.skipIf(!hasScript)('in a terminal', () => {
  const terminal = (line: string): ChildProcess => {
    ensureBuilt();
    const child = spawn('script', ['-qefc', line, '/dev/null'], { env: { ...process.env, NO_COLOR: '' } });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const program = `${process.execPath} ${MAIN}`;

  test('long work shows its progress; an interrupt brings the cursor back and says that the result is incomplete', async () => {
    const slowly = `for i in $(seq 100); do cat ${ATTACK}; sleep 0.1; done`;
    const child = terminal(`(${slowly}) | (trap : INT; ${program} hunt -; echo "code $?")`);
    const end = ended(child);
    let seen = '';
    child.stdout?.on('data', (text) => {
      if (/\d MB \| \d+ events\/s \| \d+ alerts/.test(seen)) return;
      seen += text;
      if (/\d MB \| \d+ events\/s \| \d+ alerts/.test(seen)) child.stdin?.write('\x03');
    });
    const { stdout } = await end;
    expect(stdout).toContain('\x1b[?25l');
    expect(stdout.lastIndexOf('\x1b[?25h')).toBeGreaterThan(stdout.lastIndexOf('\x1b[?25l'));
    expect(stdout.trimEnd()).toMatch(/stopped by SIGINT: the result is incomplete\r\ncode 4$/);
    expect(stdout).not.toContain('Incident 1');
  });

  test('short work shows none, and the report has colours unless NO_COLOR says no', async () => {
    const { code, stdout } = await ended(terminal(`${program} hunt ${ATTACK}`));
    expect(code).toBe(0);
    expect(stdout).not.toContain('\x1b[?25');
    expect(stdout).toContain('\x1b[1m');
    const plain = await ended(terminal(`NO_COLOR=1 ${program} hunt ${ATTACK}`));
    expect(plain.stdout).not.toContain('\x1b');
  });
});

test('an alert is on its way before the input ends', async () => {
  const { child, end } = await underWay();
  child.stdin?.end();
  const { code, stdout } = await end;
  expect(code).toBe(0);
  expect(jsonLines(stdout)).toHaveLength(13);
});
