import { defineConfig } from '@playwright/test';
import common from '../playwright.config.ts';

/** `npm run stand -- proxy`: four products behind nginx take minutes, too long for every run of the tests. */
export default defineConfig({ ...common, testDir: '.', testMatch: 'proxy.stand.ts' });
