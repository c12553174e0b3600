import { defineConfig } from 'vitest/config';

/** Tests that need Debian's auditd. Not part of `npm test`: `npx vitest run --config test/live/vitest.config.ts`. */
export default defineConfig({
  test: { root: import.meta.dirname, include: ['**/*.test.ts'], testTimeout: 300_000, hookTimeout: 60_000 },
});
