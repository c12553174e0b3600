import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must, ROOT, recentNode, run } from './shell.ts';

/** The tarball is made from a copy of the checkout's files, so that nothing left over from older builds gets into it. */
const place = mkdtempSync(join(tmpdir(), 'shellhound-package-'));
const copy = join(place, 'checkout');
const user = join(place, 'user');
const installed = join(user, 'node_modules/shellhound');
let packed: readonly string[] = [];

beforeAll(() => {
  const env = recentNode();
  for (const name of must('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], ROOT, env).split(
    '\0',
  )) {
    if (name === '' || !existsSync(join(ROOT, name))) continue;
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    cpSync(join(ROOT, name), join(copy, name));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  must('node', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], copy, env);
  const made = JSON.parse(must('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place], copy, env));
  const [tarball] = Array.isArray(made) ? made : Object.values(made);
  packed = tarball.files.map(({ path }: { path: string }) => path);
  mkdirSync(user);
  must('npm', ['init', '--yes'], user, env);
  must('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', join(place, tarball.filename)], user, env);
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

function shellhound(...args: string[]): ReturnType<typeof run> {
  return run(join(user, 'node_modules/.bin/shellhound'), args, user, recentNode());
}

describe('the tarball', () => {
  test('holds the program, the hunts, the documentation and what belongs to a package', () => {
    const folders = new Set(packed.map((path) => path.split('/')[0]));
    expect([...folders].sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'hunts', 'package.json'].sort(),
    );
    for (const path of ['dist/cli/main.js', 'dist/index.js', 'dist/index.d.ts', 'hunts/linux-webshell/hunt.yml'])
      expect(packed).toContain(path);
  });

  test('holds no tests, no captures, no sources, no source maps', () => {
    const unwanted = /\.test\.|\.map$|^src\/|^test\/|^bench\/|captures|(?<!\.d)\.ts$|\.tsbuildinfo$/;
    expect(packed.filter((path) => unwanted.test(path))).toEqual([]);
  });

  test('is small', () => {
    expect(packed.length).toBeLessThan(2000);
    expect(must('du', ['-sk', installed], user, recentNode())).toMatch(/^\d{1,4}\t/);
  });

  test('depends on nothing that only development needs', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const known = Object.keys(dependencies).map((name) => name.split('/')[0]);
    const here = readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(here).toEqual(expect.arrayContaining(known));
    expect(here).not.toContain('typescript');
    expect(here).not.toContain('vitest');
  });
});

describe('the installed program', () => {
  test('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(shellhound('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('finds its bundled hunt, and hunts', () => {
    cpSync(join(ROOT, 'hunts/linux-webshell/captures/apache-php-attack/audit.log'), join(user, 'audit.log'));
    const { code, stdout, stderr } = shellhound('hunt', 'audit.log', '--output', 'json');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(13);
    expect(shellhound('hunt', 'audit.log').stdout).toContain('Web shells on Linux (hunt linux-webshell)');
  });

  test('checks the hunt that came with it', () => {
    const { code, stdout } = shellhound('check', 'node_modules/shellhound/hunts/linux-webshell');
    expect([code, stdout]).toEqual([0, '1 rule and 4 exclusions usable, 0 rules not usable, 0 errors\n']);
  });

  test('says that its captures are in a checkout', () => {
    const { code, stderr } = shellhound('test');
    expect(code).toBe(2);
    expect(stderr).toContain("error [hunt-no-captures] the hunt 'linux-webshell' has no captures to test it with");
  });

  test('can be imported, with its types', () => {
    const imported = run('node', ['--input-type=module', '-e', "await import('shellhound')"], user, recentNode());
    expect(imported).toMatchObject({ code: 0, stderr: '' });
  });
});
