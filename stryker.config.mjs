import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Mutation testing: `npm run mutation`; one folder: `npm run mutation -- --mutate 'src/match/*.ts'`. See docs/mutation.md. */
export default {
  testRunner: 'in-process',
  plugins: ['./test/mutation/runner.ts'],
  mutate: ['src/sigma/**/*.ts', 'src/match/**/*.ts', '!**/*.test.ts'],
  ignorePatterns: ['coverage', 'dist', 'bench/data'],
  coverageAnalysis: 'perTest',
  // A value that is computed when the program is loaded; the runner loads the program once.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 6_000,
  timeoutFactor: 0.5,
  incremental: true,
  incrementalFile: 'coverage/mutation-incremental.json',
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { reportTests: false, reportMutants: false },
  jsonReporter: { fileName: 'coverage/mutation.json' },
  htmlReporter: { fileName: 'coverage/mutation.html' },
  tempDirName: join(tmpdir(), 'shellhound-mutation'),
};
