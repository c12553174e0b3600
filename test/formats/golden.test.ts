import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/diagnostic/render.ts';
import { type LogFile, plainCounts, readAuditd } from './read-auditd.ts';

/**
 * Each folder of test/golden/formats/auditd holds a log (`input.log`, with `input.log.1` before it where it was rotated,
 * and `passwd.json` where user names come from outside) and what it becomes: the activities, the problems, the counts.
 * `UPDATE_GOLDEN=1` rewrites the latter three.
 */
const ROOT = new URL('../golden/formats/auditd/', import.meta.url);

describe.each(readdirSync(ROOT).sort())('%s', (name) => {
  const { activities, problems, counts } = readAuditd(filesOf(name), usersOf(name));

  test('events.ndjson', () =>
    golden(name, 'events.ndjson', activities.map((each) => `${JSON.stringify(each)}\n`).join('')));
  test('problems.txt', () =>
    golden(name, 'problems.txt', problems.map((each) => `${renderDiagnostic(each)}\n`).join('')));
  test('counts.json', () => golden(name, 'counts.json', `${JSON.stringify(plainCounts(counts), undefined, 2)}\n`));
  test('the counts add up', () => expect(counts.records + counts.skipped + counts.blank).toBe(counts.lines));
});

function filesOf(name: string): LogFile[] {
  return ['input.log.2', 'input.log.1', 'input.log']
    .filter((file) => existsSync(new URL(`${name}/${file}`, ROOT)))
    .map((file) => ({ name: file, chunks: [readFileSync(new URL(`${name}/${file}`, ROOT))] }));
}

function usersOf(name: string): ReadonlyMap<string, string> {
  const file = new URL(`${name}/passwd.json`, ROOT);
  return new Map(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8'))) : []);
}

function golden(name: string, file: string, actual: string): void {
  const path = new URL(`${name}/${file}`, ROOT);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, actual);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}
