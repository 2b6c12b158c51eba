import { existsSync } from 'node:fs';

/** Finds a Chromium on this machine: the one that PLAYWRIGHT_CHROMIUM names, else where systems put it. */
export function findChromium(): string | undefined {
  const places = [
    process.env.PLAYWRIGHT_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return places.find((place) => place && existsSync(place));
}
