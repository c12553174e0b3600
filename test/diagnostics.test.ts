import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codes } from '../src/diagnostic/codes.ts';

const ROOT = join(import.meta.dirname, '..');

interface Row {
  readonly severity: string;
  readonly message: (args: object) => string;
  readonly help: string;
}

const table = Object.entries(codes as unknown as Readonly<Record<string, Row>>);

/** Gives a text for whatever a message asks. */
const anything = new Proxy({}, { get: () => 'something' });

describe.each(table)('%s', (code, { severity, message, help }) => {
  test('is named in kebab-case', () => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(['error', 'warning', 'note']).toContain(severity);
  });

  test('says in one line what is wrong, as part of a line', () => {
    const text = message(anything);
    expect(text.length).toBeGreaterThan(10);
    expect(text).toMatch(/^[^\n]*[^\s.]$/);
    expect(text).not.toMatch(/undefined|\[object|NaN/);
  });

  test('says in whole sentences what to do', () => {
    expect(help).toMatch(/^(?:docs\/|[A-Z`'])[^\n]*\.$/);
  });
});

test('no two files of the table use the same code', async () => {
  const folder = join(ROOT, 'src/diagnostic/codes');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'row.ts');
  const all: string[] = [];
  for (const file of files) {
    const module = (await import(join(folder, file))) as Readonly<Record<string, object>>;
    all.push(...Object.values(module).flatMap((rows) => Object.keys(rows)));
  }
  expect([...new Set(all)].sort()).toEqual([...all].sort());
  expect([...all].sort()).toEqual(Object.keys(codes).sort());
});

test('no two codes say the same', () => {
  const messages = table.map(([code, { message }]) => `${message(anything)}|${code.split('-')[0]}`);
  expect(messages.filter((each, index) => messages.indexOf(each) !== index)).toEqual([]);
});

/** `test/sigma/diagnostics.test.ts` walks the codes of rules itself. */
test('every code is given in some test', () => {
  const texts = testFiles().map((path) => readFileSync(path, 'utf8'));
  const untested = table.map(([code]) => code).filter((code) => !texts.some((text) => text.includes(code)));
  expect(untested).toEqual([]);
});

function testFiles(): string[] {
  const within = (folder: string, wanted: RegExp): string[] =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => wanted.test(name))
      .map((name) => join(ROOT, folder, name));
  const found = [...within('src', /\.test\.ts$/), ...within('test', /\.(ts|txt|json)$/)];
  return found.filter((path) => path !== import.meta.filename);
}
