import { test as base } from '@playwright/test';
import { letIn } from './through-nginx.ts';

/** Playwright's test, whose browser is let in where the run goes through nginx; for files that start products themselves. */
export const test = base.extend<object, { letInBrowser: undefined }>({
  letInBrowser: [
    async ({ browser }, use) => {
      letIn(browser);
      await use(undefined);
    },
    { scope: 'worker', auto: true },
  ],
});

export { expect, type Page } from '@playwright/test';
