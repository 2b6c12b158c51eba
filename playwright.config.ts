import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e/find-chromium.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // One product at a time: two cores are soon full.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    launchOptions: { executablePath: findChromium() },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
