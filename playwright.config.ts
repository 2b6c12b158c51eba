import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e/find-chromium.ts';
import { publicName } from './e2e/start-nginx.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/read-library-once.ts',
  // One product at a time: two cores are soon full.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // As in vitest.config.ts: told by name.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  use: {
    launchOptions: {
      executablePath: findChromium(),
      // In a run through nginx (`npm run stand -- e2e`) the name is nobody's, and no authority has signed its certificate.
      args: process.env.E2E_THROUGH
        ? [`--host-resolver-rules=MAP ${publicName} 127.0.0.1`, '--ignore-certificate-errors']
        : [],
    },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
