import { existsSync } from 'node:fs';
import type { Check } from './check.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Only the tests drive a browser; the dashboard opens in any. */
export const browser: Check = {
  name: 'Browser',
  check: ({ config: { PLAYWRIGHT_CHROMIUM: named } }) => {
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
  },
};
