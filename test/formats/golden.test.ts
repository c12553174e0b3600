import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/diagnostic/render.ts';
import { formats } from '../../src/formats/registry.ts';
import { plainCounts } from './read-auditd.ts';
import { type LogFile, readLog } from './read-log.ts';

/**
 * Each folder `test/golden/formats/<format>/<case>` holds a log (`input.log`, with `input.log.1` before it where it was
 * rotated, and `passwd.json` where user names come from outside) and what it becomes: the activities or events, the
 * problems, the counts. `UPDATE_GOLDEN=1` rewrites the latter three.
 */
const ROOT = new URL('../golden/formats/', import.meta.url);

describe.each(formats)('$name', (format) => {
  const folder = new URL(`${format.name}/`, ROOT);
  test('has a case', () => expect(existsSync(folder)).toBe(true));

  describe.each(existsSync(folder) ? readdirSync(folder).sort() : [])('%s', (name) => {
    const at = new URL(`${name}/`, folder);
    const files = filesOf(at);
    const { told, problems, counts } = readLog(format, files, usersOf(at));

    test('is told by its content', () => {
      const sample = files[0]?.chunks[0] ?? Buffer.alloc(0);
      expect(formats.find(({ sniff }) => sniff(sample))?.name).toBe(format.name);
    });
    test('events.ndjson', () =>
      golden(new URL('events.ndjson', at), told.map((each) => `${JSON.stringify(each)}\n`).join('')));
    test('problems.txt', () =>
      golden(new URL('problems.txt', at), problems.map((each) => `${renderDiagnostic(each)}\n`).join('')));
    test('counts.json', () => {
      const { events, others, unknownParents } = counts;
      const plain = format.kind === 'events' ? { events, others, unknownParents } : {};
      golden(new URL('counts.json', at), `${JSON.stringify({ ...plainCounts(counts), ...plain }, undefined, 2)}\n`);
    });
    test('the counts add up', () => {
      expect(counts.records + counts.skipped + counts.blank).toBe(counts.lines);
      if (format.kind === 'events') expect(counts.events + counts.others).toBe(counts.records);
    });
  });
});

function filesOf(at: URL): LogFile[] {
  return ['input.log.2', 'input.log.1', 'input.log']
    .filter((file) => existsSync(new URL(file, at)))
    .map((file) => ({ name: file, chunks: [readFileSync(new URL(file, at))] }));
}

function usersOf(at: URL): ReadonlyMap<string, string> {
  const file = new URL('passwd.json', at);
  return new Map(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8'))) : []);
}

function golden(path: URL, actual: string): void {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, actual);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}
