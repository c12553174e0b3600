import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sinks } from '../../src/sinks/registry.ts';
import { loadCase, run } from './run.ts';

const folder = join(import.meta.dirname, '../golden/sinks');

describe.each(readdirSync(folder))('%s', (name) => {
  it.each(sinks)('as $name', (sink) => {
    const output = run(sink, loadCase(join(folder, name)));
    const path = join(folder, name, `expected.${sink.extension}`);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(path, output);
    expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(output).toBe(readFileSync(path, 'utf8'));
  });
});
