import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'shellhound-boundaries-'));
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(join(ROOT, name), join(copy, name));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What the lint finds in a fresh copy of the sources with these lines added to files of it: rule and both ends. */
function violationsWith(added: Readonly<Record<string, string>>): string[] {
  rmSync(join(copy, 'src'), { recursive: true, force: true });
  cpSync(join(ROOT, 'src'), join(copy, 'src'), { recursive: true });
  for (const [path, line] of Object.entries(added)) appendFileSync(join(copy, path), `\n${line}\n`);
  return violationsIn(copy);
}

interface Cruised {
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
    readonly totalCruised: number;
  };
}

function violationsIn(folder: string): string[] {
  const program = join(ROOT, 'node_modules/.bin/depcruise');
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (stdout === '') throw new Error(stderr);
  const { summary }: Cruised = JSON.parse(stdout);
  expect(summary.totalCruised).toBeGreaterThan(100);
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

test('the sources keep to the directions', () => {
  expect(violationsIn(ROOT)).toEqual([]);
});

describe('a violation is found', () => {
  test('an event that knows the command line', () => {
    const found = violationsWith({ 'src/event/origin.ts': "import '../cli/exit-codes.ts';" });
    expect(found).toContain('event-imports-only-below: src/event/origin.ts -> src/cli/exit-codes.ts');
    expect(found).toContain('nobody-imports-cli: src/event/origin.ts -> src/cli/exit-codes.ts');
  });

  test('only its type', () => {
    const found = violationsWith({ 'src/match/fold.ts': "export type { Format } from '../formats/format.ts';" });
    expect(found).toContain('match-imports-only-below: src/match/fold.ts -> src/formats/format.ts');
  });

  test('formats and rules that know each other', () => {
    const found = violationsWith({ 'src/formats/format.ts': "import '../sigma/suggest.ts';" });
    expect(found).toContain('formats-imports-only-below: src/formats/format.ts -> src/sigma/suggest.ts');
  });

  test('a circle', () => {
    const found = violationsWith({
      'src/sigma/suggest.ts': "import './circle.ts';",
      'src/sigma/circle.ts': "import './suggest.ts';",
    });
    expect(found.filter((each) => each.startsWith('no-cycles: '))).not.toEqual([]);
  });

  test('a library that only tests may use', () => {
    const found = violationsWith({ 'src/match/fold.ts': "import 'fast-check';" });
    expect(found.some((each) => each.startsWith('no-dev-dependencies: src/match/fold.ts -> '))).toBe(true);
  });

  test('a file that is not there', () => {
    const found = violationsWith({ 'src/match/fold.ts': "import './nowhere.ts';" });
    expect(found.some((each) => each.startsWith('no-orphans-to-nowhere: src/match/fold.ts -> '))).toBe(true);
  });
});
