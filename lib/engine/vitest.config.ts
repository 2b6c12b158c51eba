import { defineConfig } from 'vitest/config';

/** The engine's tests by themselves, on the PostgreSQL that DATABASE_URL names. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    globalSetup: ['testing/postgres.ts'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
