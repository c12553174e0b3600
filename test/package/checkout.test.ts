import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { must, ROOT, run, userEnvironment } from './shell.ts';

const place = mkdtempSync(join(tmpdir(), 'shellhound-clone-'));
const clone = join(place, 'shellhound');
const env = userEnvironment();

afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The README's words on a machine that has npm and its own, perhaps old, Node. What is not committed is not in it. */
describe(`a fresh clone, with Node ${must('node', ['--version'], ROOT, env).trim()} on the machine`, () => {
  test('npm ci && npx shellhound hunt hunts/linux-webshell/captures', () => {
    must('git', ['clone', '--quiet', ROOT, clone], place, env);
    must('npm', ['ci', '--no-audit', '--no-fund'], clone, env);
    const { code, stdout } = run('npx', ['shellhound', 'hunt', 'hunts/linux-webshell/captures'], clone, env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Web shells on Linux \(hunt linux-webshell\)\n34 alerts in 5 incidents on 2 hosts\.\n/);
  });

  test('the checkout runs on the Node that it brings, whatever the machine has', () => {
    const version = must('npx', ['node', '--version'], clone, env).trim();
    expect(version).toMatch(/^v2[4-9]\./);
    expect(must('npm', ['exec', '--', 'vitest', '--version'], clone, env)).toContain(version);
  });
});
