import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/browser/**', 'test/live/**', 'test/package/**'],
    testTimeout: 60_000,
    passWithNoTests: false,
  },
});
