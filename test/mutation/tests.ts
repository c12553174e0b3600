import { globSync } from 'node:fs';

/** The tests that judge mutants: they speak of `src/sigma` and `src/match` and are quick. */
const INCLUDED = [
  'src/sigma/**/*.test.ts',
  'src/match/**/*.test.ts',
  'test/sigma/**/*.test.ts',
  'test/lint/**/*.test.ts',
  'test/differential/generated.test.ts',
  'test/mutation/**/*.test.ts',
];

/** Whole hunts, and what reads material outside the checkout. */
const EXCLUDED = ['test/sigma/conformance.test.ts', 'test/sigma/correlation/hunt.test.ts', 'test/sigma/hostile/**'];

/** Tests of time and of size: slow, and a mutant would fail them by chance. */
const SLOW = [
  /loadSigma survives/,
  /bounded time/,
  /time taken grows/,
  /is quick and needs no stack/,
  /takes linear time/,
  /stay quick on/,
  /say what a reading of their definition/,
  /^on generated rules and events/,
  /any text at all is read/,
  /lint and fix never throw/,
  /to fix twice is to fix once/,
  /^fold > (keeps|makes)/,
];

/**
 * How long the tests of one mutant may take in milliseconds of the processor, as measured without mutants. A mutant that
 * none of them sees counts as survived, though a slower test may see it.
 */
export const BUDGET = 500;

export function testFiles(): readonly string[] {
  return globSync(INCLUDED, { exclude: EXCLUDED }).sort();
}

export function isSlow(name: string): boolean {
  return SLOW.some((one) => one.test(name));
}
