import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { expectGolden } from './golden.ts';
import { ATTACK, shellhound } from './program.ts';

describe('--help', () => {
  test('of the program', () => {
    const { code, stdout, stderr } = shellhound(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    expectGolden('help.txt', stdout);
  });

  test.each(commands.map((command) => command().name()))('of %s', (name) => {
    const { code, stdout, stderr } = shellhound([name, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expectGolden(`help-${name}.txt`, stdout);
  });
});

test('--version is the version of the package', () => {
  expect(shellhound(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

const HINT = '(add --help for the flags)\n';

describe('wrong usage says what is wrong, on standard error, with exit code 2', () => {
  const cases: [string, string[], string][] = [
    ['unknown verb', ['hnt'], "error: unknown command 'hnt'\n(Did you mean hunt?)\n"],
    ['unknown flag', ['hunt', '--rulez', 'x'], "error: unknown option '--rulez'\n(Did you mean --rules?)\n"],
    [
      'wrong choice',
      ['hunt', '--output', 'jsn'],
      "error: option '--output <format>' argument 'jsn' is invalid. Allowed choices are text, json, csv, html.\n",
    ],
    [
      'a time in words',
      ['hunt', '--since', 'yesterday'],
      "error: option '--since <time>' argument 'yesterday' is invalid. Expected a time such as 2026-11-24T09:00:00Z.\n",
    ],
    [
      'a day that does not exist',
      ['hunt', '--until', '2026-02-30'],
      "error: option '--until <time>' argument '2026-02-30' is invalid. Expected a time such as 2026-11-24T09:00:00Z.\n",
    ],
    [
      'times in the wrong order',
      ['hunt', '--since', '2026-11-25', '--until', '2026-11-24'],
      "error: option '--since' must not be later than '--until'\n",
    ],
    ['incidents of text', ['hunt', '--incidents', ATTACK], "error: option '--incidents' needs '--output json'\n"],
    [
      'a host without a name',
      ['hunt', '--host', ' '],
      "error: option '--host <name>' argument ' ' is invalid. Expected a name.\n",
    ],
    ['nothing to check', ['check'], "error: missing required argument 'paths'\n"],
    [
      'too many arguments',
      ['formats', 'x'],
      "error: too many arguments for 'formats'. Expected 0 arguments but got 1: x.\n",
    ],
    ['terminal escapes', ['hunt', '--x\x1b]0;pwn\x07'], "error: unknown option '--x\\x1b]0;pwn\\x07'\n"],
  ];
  test.each(cases)('%s', (_, args, message) => {
    expect(shellhound(args)).toEqual({ code: 2, stdout: '', stderr: `${message}${HINT}` });
  });

  test('no verb: the help', () => {
    const { code, stdout, stderr } = shellhound([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: shellhound [options] [command]');
  });
});
