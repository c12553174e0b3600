import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';

const FOLDER = join(import.meta.dirname, '../golden/cli');

/** Compares with a golden file; UPDATE_GOLDEN=1 writes it. */
export function expectGolden(name: string, output: string): void {
  const path = join(FOLDER, name);
  mkdirSync(dirname(path), { recursive: true });
  if (process.env['UPDATE_GOLDEN']) writeFileSync(path, output);
  expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(output).toBe(readFileSync(path, 'utf8'));
}
