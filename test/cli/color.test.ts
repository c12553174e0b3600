import { expect, test } from 'vitest';
import { wantsColor } from '../../src/cli/color.ts';
import { ATTACK, shellhound } from './program.ts';

const TERMINAL = { isTTY: true };
const FILE = {};

test.each([
  ['a terminal', TERMINAL, {}, true],
  ['a file', FILE, {}, false],
  ['NO_COLOR', TERMINAL, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', TERMINAL, { NO_COLOR: '' }, true],
  ['a terminal that knows no colours', TERMINAL, { TERM: 'dumb' }, false],
  ['FORCE_COLOR to a file', FILE, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', TERMINAL, { FORCE_COLOR: '0' }, false],
  ['both: FORCE_COLOR, as in Node', FILE, { NO_COLOR: '1', FORCE_COLOR: '1' }, true],
])('%s', (_, stream, environment, wanted) => {
  expect(wantsColor(stream, environment)).toBe(wanted);
});

test('the program writes colours to a file only if it is asked to', () => {
  const styled = '\x1b[';
  expect(shellhound(['hunt', ATTACK]).stdout).not.toContain(styled);
  expect(shellhound(['hunt', ATTACK], { env: { FORCE_COLOR: '1' } }).stdout).toContain(styled);
});
