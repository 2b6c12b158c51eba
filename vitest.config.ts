import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Many tests wait for timers, servers and the database: two at a time keep two cores busy.
    maxWorkers: 2,
    // What fails and then passes is told by name at the end of `npm test`: among thousands of tests on a machine that
    // nobody here knows one fails by chance, and is to be mended and not to stop everything.
    retry: process.env.CI ? 1 : 0,
    // Vitest gives up after a second, which is a moment on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    coverage: {
      provider: 'v8',
      include: ['{app/api,inngest,lib,cli}/**/*.{ts,tsx}'],
      exclude: ['lib/generated/**', '**/*.test.ts', '**/*.contract.ts', 'lib/testing/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 85, branches: 85 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Generous: machines are noisy, and what takes longer hangs.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['{app,bench,components,cli,inngest,lib,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['{app,cli,inngest,lib,scripts}/**/*.db.test.ts'],
          globalSetup: ['lib/testing/postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
