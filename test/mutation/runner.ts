import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
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
import { BUDGET, isSlow, testFiles } from './tests.ts';
import { type ListedTest, runListed, takeListed } from './vitest.ts';

/**
 * Runs tests for Stryker in its own process: files are loaded once, and a mutant costs what its tests cost. What a test
 * file does when it is loaded is a test of its own, `FILE#load`; a mutant that reaches there has the file loaded again.
 */
const STUBS: ReadonlyMap<string, string> = new Map(
  ['vitest', 'fast-check'].map((name) => [name, new URL(`./${name}.ts`, import.meta.url).href]),
);
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
  /** How long each test took in the first run, in milliseconds of the processor. */
  readonly #millis = new Map<string, number>();
  #loads = 0;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    registerHooks({
      resolve: (specifier, context, next) => {
        const url = STUBS.get(specifier);
        return url === undefined || context.parentURL === url ? next(specifier, context) : { url, shortCircuit: true };
      },
    });
    if (existsSync(TIMES)) await this.#takeOver();
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
    scope.hitCount = 0;
    scope.hitLimit = hitLimit;
    scope.activeMutant = activeMutant.id;
    const tests = await this.#untilFailure(testFilter);
    scope.activeMutant = undefined;
    const limit = determineHitLimitReached(scope.hitCount, hitLimit);
    return toMutantRunResult(limit ?? { status: DryRunStatus.Complete, tests });
  }

  async #takeOver(): Promise<void> {
    const times = JSON.parse(readFileSync(TIMES, 'utf8')) as [string, number][];
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

  /** Until one fails: quick tests first, up to the budget; then those of files that are loaded again. */
  async #untilFailure(ids: readonly string[]): Promise<TestResult[]> {
    const again = ids.filter((id) => id.endsWith(`#${LOAD}`)).map(fileOf);
    const done: TestResult[] = [];
    for (const id of this.#affordable(ids.filter((one) => !again.includes(fileOf(one))))) {
      const one = this.#files.get(fileOf(id))?.get(id);
      if (one === undefined) continue;
      done.push(await this.#measured(id, fileOf(id), () => runListed(one)));
      if (done.at(-1)?.status === TestStatus.Failed) return done;
    }
    for (const file of again) {
      done.push(...(await this.#anew(file)));
      if (done.at(-1)?.status === TestStatus.Failed) return done;
    }
    return done;
  }

  #affordable(ids: readonly string[]): readonly string[] {
    let spent = 0;
    return [...ids]
      .sort((a, b) => this.#millisOf(a) - this.#millisOf(b))
      .filter((id) => {
        spent += this.#millisOf(id);
        return spent <= BUDGET;
      });
  }

  #millisOf(id: string): number {
    return this.#millis.get(id) ?? 0;
  }

  /** Loads a file while the mutant is active, and runs all its tests until one fails. */
  async #anew(file: string): Promise<TestResult[]> {
    const kept = this.#files.get(file) ?? new Map<string, ListedTest>();
    const done = [await this.#measured(`${file}#${LOAD}`, file, () => this.#load(file))];
    const tests = this.#files.get(file) ?? kept;
    this.#files.set(file, kept);
    for (const id of this.#affordable([...tests.keys()])) {
      if (done.at(-1)?.status === TestStatus.Failed) return done;
      const one = tests.get(id);
      if (one !== undefined) done.push(await this.#measured(id, file, () => runListed(one)));
    }
    return done;
  }

  async #measured(id: string, file: string, run: () => Promise<void>): Promise<TestResult> {
    const start = process.cpuUsage();
    scope.currentTestId = id;
    const failure = await failureOf(run);
    scope.currentTestId = undefined;
    const { user, system } = process.cpuUsage(start);
    const timeSpentMs = (user + system) / 1000;
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
