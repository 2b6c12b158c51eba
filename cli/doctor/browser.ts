import { existsSync } from 'node:fs';
import type { Check, Finding } from './check.ts';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const browser: Check = {
  name: 'Browser',
  check: ({ config }) => findBrowser(config.PLAYWRIGHT_CHROMIUM),
};

/** Only the tests drive a browser, so a missing one is no fault; the dashboard opens in any. */
export function findBrowser(named: string | undefined, places: readonly string[] = usualPlaces): Finding {
  if (named && !existsSync(named)) {
    return { state: 'note', text: `PLAYWRIGHT_CHROMIUM names ${named}, which is not there` };
  }
  const found = named ?? places.find((place) => existsSync(place));
  if (found) return { state: 'well', text: `${found}, for npm test` };
  return {
    state: 'note',
    text: 'no Chromium found: npm test skips the tests in a browser',
    advice: 'To run them, install Chromium, or name one in PLAYWRIGHT_CHROMIUM.',
  };
}
