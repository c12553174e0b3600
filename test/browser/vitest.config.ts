import { defineConfig } from 'vitest/config';

/** Tests in a real browser, not part of `npm test`: `npx vitest run --config test/browser/vitest.config.ts`. */
export default defineConfig({
  test: { root: import.meta.dirname, include: ['**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
});
