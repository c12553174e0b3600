import { expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import { loadSigma } from './load.ts';
import { regexProblem } from './regex.ts';

/** Brackets hide what they hold, and nothing behind them. */
test.each([
  ['[a](?=b)', 3, 6],
  ['[^a](?=b)', 4, 7],
  ['[]a](?=b)', 4, 7],
  ['[^]a](?=b)', 5, 8],
  ['[\\]a](?=b)', 5, 8],
  ['[\\\\](?=b)', 4, 7],
  ['[[](?=b)', 3, 6],
  ['\\[(?=b)', 2, 5],
  ['a[b]c\\1', 5, 7],
  ['a[b][c]\\b\u00e9', 7, 10],
])('%s is refused at %i to %i', (pattern, start, end) => {
  expect(regexProblem(pattern)).toMatchObject({ start, end });
});

test.each(['[(?=a)]', '[^(?=]', '[](?=a]', '[^](?=a]', '[\\](?=a]', '[\\1]', '[(?>a]b'])(
  '%s holds nothing refused',
  (pattern) => {
    expect(regexProblem(pattern)?.reason ?? '').not.toMatch(/look-around|atomic|back-references/);
  },
);

test.each([
  ['ab(c', 0, 4],
  ['abc)', 0, 4],
  ['ab{2,1}c', 2, 7],
  ['a**b', 1, 3],
  ['x[z-a]', 2, 5],
])('what the engine refuses in %s is shown at %i to %i', (pattern, start, end) => {
  expect(regexProblem(pattern)).toMatchObject({ start, end });
});

test.each([
  ['{service: auditd}', 1],
  ['{service: auditd, product: linux}', 1],
  ['{service: auditd, product: windows}', 0],
  ['{service: auditd, category: process_creation}', 0],
  ['{category: process_creation, product: windows}', 0],
  ['{category: process_creation}', 1],
  ['{product: linux}', 0],
])('rules of the log source %s: %i used', (logsource, count) => {
  const text = `title: t\nlevel: low\nlogsource: ${logsource}\ndetection: {s: {type: SYSCALL}, condition: s}\n`;
  expect(loadSigma([new SourceText('rule.yml', text)]).rules).toHaveLength(count);
});

test.each([
  [`a${'?'.repeat(499)}`, 0],
  [`a${'?'.repeat(500)}`, 1],
  [`${'?'.repeat(400)}*${'?'.repeat(400)}`, 0],
  [`${'?'.repeat(400)}*${'a'.repeat(600)}`, 0],
  [`${'a'.repeat(600)}*?`, 0],
  [`*${'?'.repeat(501)}*`, 1],
])('%#: characters with `?` between two `*` are bounded', (value, count) => {
  const text = `title: t\nlevel: low\nlogsource: {category: process_creation}\ndetection: {s: {Image: '${value}'}, condition: s}\n`;
  const { diagnostics } = loadSigma([new SourceText('rule.yml', text)]);
  expect(diagnostics.filter(({ code }) => code === 'sigma-pattern-too-long')).toHaveLength(count);
});
