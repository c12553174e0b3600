import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS, type MutantCoverage } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import { isSlow, PROPERTY_TIME, testFiles } from './tests.ts';
import { type ListedTest, runListed, takeListed } from './vitest.ts';

/**
 * Runs tests for Stryker in its own process: files are loaded once, and a mutant costs what its tests cost. What a test
 * file does when it is loaded is a test of its own, `FILE#load`; a mutant that reaches there has the file loaded again.
 */
const STUB = new URL('./vitest.ts', import.meta.url).href;
const LOAD = 'load';

/** How long each test took, in the sandbox: a process that takes the place of one that hung starts with it. */
const TIMES = 'mutation-times.json';

/** What the mutated code reads and writes. */
interface Scope {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  readonly mutantCoverage?: MutantCoverage;
}

const scope: Scope = {};
(globalThis as Record<string, unknown>)[INSTRUMENTER_CONSTANTS.NAMESPACE] = scope;

class InProcessRunner implements TestRunner {
  /** By file: its tests by id. */
  readonly #files = new Map<string, ReadonlyMap<string, ListedTest>>();
  /** How long each test took in the first run. */
  readonly #millis = new Map<string, number>();
  #loads = 0;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    fc.configureGlobal({ interruptAfterTimeLimit: PROPERTY_TIME, seed: 1, endOnFailure: true });
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vitest' && context.parentURL !== STUB
          ? { url: STUB, shortCircuit: true }
          : next(specifier, context),
    });
  }

  async dryRun({ files = [] }: DryRunOptions): Promise<DryRunResult> {
    await this.#loadMutated(files);
    const tests: TestResult[] = [];
    for (const file of testFiles()) {
      tests.push(await this.#measured(`${file}#${LOAD}`, file, () => this.#load(file)));
      for (const [id, one] of this.#files.get(file) ?? [])
        tests.push(await this.#measured(id, file, () => runListed(one)));
    }
    writeFileSync(TIMES, JSON.stringify([...this.#millis]));
    return {
      status: DryRunStatus.Complete,
      tests,
      mutantCoverage: scope.mutantCoverage ?? { static: {}, perTest: {} },
    };
  }

  async mutantRun({ testFilter = [], hitLimit, activeMutant }: MutantRunOptions): Promise<MutantRunResult> {
    if (this.#files.size === 0) await this.#takeOver();
    scope.hitCount = 0;
    scope.hitLimit = hitLimit;
    scope.activeMutant = activeMutant.id;
    const tests = await this.#untilFailure(testFilter);
    scope.activeMutant = undefined;
    const limit = determineHitLimitReached(scope.hitCount, hitLimit);
    return toMutantRunResult(limit ?? { status: DryRunStatus.Complete, tests });
  }

  async #takeOver(): Promise<void> {
    const times = existsSync(TIMES) ? (JSON.parse(readFileSync(TIMES, 'utf8')) as [string, number][]) : [];
    for (const [id, millis] of times) this.#millis.set(id, millis);
    for (const file of testFiles()) await this.#load(file);
  }

  /** What is done when the product is loaded counts as static. */
  async #loadMutated(files: readonly string[]): Promise<void> {
    for (const file of files) await import(pathToFileURL(resolve(file)).href);
  }

  async #load(file: string): Promise<void> {
    takeListed();
    await import(`${pathToFileURL(resolve(file)).href}?load=${this.#loads++}`);
    const listed = takeListed().filter(({ name }) => !isSlow(name));
    this.#files.set(file, new Map(listed.map((one) => [`${file}#${one.name}`, one])));
  }

  /** Quick tests first; tests of files that load anew come last. */
  async #untilFailure(ids: readonly string[]): Promise<TestResult[]> {
    const done: TestResult[] = [];
    const sorted = [...ids].sort((a, b) => (this.#millis.get(a) ?? 0) - (this.#millis.get(b) ?? 0));
    const again = sorted.filter((id) => id.endsWith(`#${LOAD}`)).map(fileOf);
    for (const id of sorted) {
      const one = this.#files.get(fileOf(id))?.get(id);
      if (one === undefined || again.includes(fileOf(id))) continue;
      done.push(await this.#measured(id, fileOf(id), () => runListed(one)));
      if (done.at(-1)?.status === TestStatus.Failed) return done;
    }
    for (const file of again) {
      const kept = this.#files.get(file);
      done.push(await this.#measured(`${file}#${LOAD}`, file, () => this.#load(file)));
      const anew = this.#files.get(file) ?? [];
      if (kept !== undefined) this.#files.set(file, kept);
      if (done.at(-1)?.status === TestStatus.Failed) return done;
      for (const [id, one] of anew) {
        done.push(await this.#measured(id, file, () => runListed(one)));
        if (done.at(-1)?.status === TestStatus.Failed) return done;
      }
    }
    return done;
  }

  async #measured(id: string, file: string, run: () => Promise<void>): Promise<TestResult> {
    const start = performance.now();
    scope.currentTestId = id;
    const failure = await failureOf(run);
    scope.currentTestId = undefined;
    const timeSpentMs = performance.now() - start;
    if (!this.#millis.has(id)) this.#millis.set(id, timeSpentMs);
    const about = { id, name: id, fileName: resolve(file), timeSpentMs };
    return failure === undefined
      ? { ...about, status: TestStatus.Success }
      : { ...about, status: TestStatus.Failed, failureMessage: failure };
  }
}

async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 500) || 'failed';
  }
}

function fileOf(id: string): string {
  return id.slice(0, id.indexOf('#'));
}

function makeRunner(): TestRunner {
  return new InProcessRunner();
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', makeRunner)];
