import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CASES } from './hostile/cases.ts';
import type { HostileResult } from './hostile/run.ts';

const RUN = join(import.meta.dirname, 'hostile/run.ts');
/** Milliseconds, on a machine that others use too; most cases take less than one second. */
const MOST_TIME = 40_000;
/** Megabytes. */
const MOST_MEMORY = 1_400;

/** Each case runs in a process of its own, so that what it takes can be told and ended. */
describe('a hostile rule is told or answered in bounded time and memory', () => {
  test.each(Object.entries(CASES))(
    '%s',
    (name, { expected }) => {
      const args = [`--max-old-space-size=${MOST_MEMORY}`, RUN, name];
      const { stdout, stderr, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: MOST_TIME });
      expect([signal, stderr]).toEqual([null, '']);
      const result = JSON.parse(stdout) as HostileResult;
      if (typeof expected === 'string') expect(result.codes).toContain(expected);
      else expect([result.matched, result.plainly]).toEqual([expected, expected]);
      expect(result.memory).toBeLessThan(MOST_MEMORY);
    },
    2 * MOST_TIME,
  );
});
