import { defineConfig } from 'vitest/config';

/** The package as users get it, by npm. Not part of `npm test`: `npx vitest run --config test/package/vitest.config.ts`. */
export default defineConfig({
  test: { root: import.meta.dirname, include: ['**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
});
