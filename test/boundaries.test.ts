import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
/** One line added to each of these files of a copy. */
const PLANTED: Readonly<Record<string, string>> = {
  'src/event/origin.ts': "import '../cli/exit-codes.ts';",
  'src/event/taxonomy.ts': "export type { Format } from '../formats/format.ts';",
  'src/formats/format.ts': "import '../sigma/suggest.ts';",
  'src/sigma/suggest.ts': "import './circle.ts';",
  'src/sigma/circle.ts': "import './suggest.ts';",
  'src/match/fold.ts': "import 'fast-check';",
  'src/match/wildcard.ts': "import './nowhere.ts';",
};

function plant(): string {
  const copy = mkdtempSync(join(tmpdir(), 'shellhound-boundaries-'));
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json', 'src'])
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const [path, line] of Object.entries(PLANTED)) appendFileSync(join(copy, path), `\n${line}\n`);
  return copy;
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
  let found: readonly string[] = [];
  beforeAll(() => {
    const copy = plant();
    found = violationsIn(copy);
    rmSync(copy, { recursive: true, force: true });
  });

  test.each([
    ['an event that knows the command line', 'event-imports-only-below: src/event/origin.ts -> src/cli/exit-codes.ts'],
    ['anybody who knows the command line', 'nobody-imports-cli: src/event/origin.ts -> src/cli/exit-codes.ts'],
    ['a type alone', 'event-imports-only-below: src/event/taxonomy.ts -> src/formats/format.ts'],
    ['formats that know rules', 'formats-imports-only-below: src/formats/format.ts -> src/sigma/suggest.ts'],
  ])('%s', (_, violation) => {
    expect(found).toContain(violation);
  });

  test.each([
    ['a circle', 'no-cycles: src/sigma/'],
    ['a library that only tests may use', 'no-dev-dependencies: src/match/fold.ts -> '],
    ['a file that is not there', 'no-orphans-to-nowhere: src/match/wildcard.ts -> '],
  ])('%s', (_, start) => {
    expect(found.filter((each) => each.startsWith(start))).not.toEqual([]);
  });
});
