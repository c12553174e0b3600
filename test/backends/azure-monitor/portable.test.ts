import { expect, test } from 'vitest';
import { portableRegex } from '../../../src/backends/lower/portable-regex.ts';
import { auditdFunctions } from '../../../src/backends/parser-functions/auditd.ts';
import { syslogTable } from '../../../src/backends/targets/azure-monitor/syslog.ts';
import { regexProblem } from '../../../src/sigma/regex.ts';
import { WITH_PARENTS } from './rows.ts';

/** Where functions and operators have their expression. */
const PLACES: Readonly<Record<string, number>> = { extract: 0, replace_regex: 1, trim: 0 };

const columns = new Set([...WITH_PARENTS, 'TargetProcessGuid', 'TargetProcessMD5']);

test.each([
  ['queries', syslogTable('all').lets?.({ columns, time: [] })],
  ['parser functions', auditdFunctions],
])('the expressions in these %s mean the same to RE2 and to Kusto', (_, tree) => {
  const found = [...regexes(tree)];
  expect(found.length).toBeGreaterThan(50);
  for (const each of found) {
    expect(portableRegex(each)).toEqual({ source: each, hasWordBoundary: false });
    expect(regexProblem(each)).toBe(undefined);
  }
});

/** All expressions anywhere in a tree. */
function* regexes(tree: unknown): Generator<string> {
  if (typeof tree !== 'object' || tree === null) return;
  const { kind, name, of, operator, right } = tree as Readonly<Record<string, unknown>>;
  if (kind === 'binary' && operator === 'matches regex') yield textOf(right);
  const place = kind === 'call' ? PLACES[String(name)] : undefined;
  if (place !== undefined && Array.isArray(of)) yield textOf(of[place]);
  for (const child of Object.values(tree)) yield* regexes(child);
}

function textOf(literal: unknown): string {
  const { kind, value } = literal as { readonly kind: string; readonly value: unknown };
  if (kind !== 'string' || typeof value !== 'string') throw new Error('an expression that is not written out');
  return value;
}
