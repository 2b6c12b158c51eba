import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
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
    return { state: 'note', text: `PLAYWRIGHT_CHROMIUM is set to ${named}, which does not exist` };
  }
  const found = named ?? places.find((place) => existsSync(place));
  if (found) return { state: 'well', text: `${found}, for npm test` };
  return {
    state: 'note',
    text: 'no Chromium found: npm test skips the tests in a browser',
    advice: 'To run them, install Chromium, or name one in PLAYWRIGHT_CHROMIUM.',
  };
}

export const node: Check = { name: 'Node.js', check: () => checkNode(process.versions.node) };

/** Older ones cannot run TypeScript as it is. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return { state: 'well', text: version };
  return {
    state: 'fault',
    text: `${version}, and 22.19 or newer is needed`,
    advice: 'Install Node.js 24.',
  };
}

export const data: Check = {
  name: 'Data',
  check: ({ config: { DATA_DIR: folder, INTENTUI_URL } }) => {
    if (INTENTUI_URL) return { state: 'note', text: 'kept by the product at INTENTUI_URL' };
    const exists = existsSync(folder);
    if (!isWritableFolder(exists ? folder : nearestFolder(folder))) {
      return {
        state: 'fault',
        text: `${folder} cannot be written`,
        advice: 'Set DATA_DIR to a folder that you can write to.',
      };
    }
    return { state: 'well', text: exists ? folder : `${folder} (created by the first start)` };
  },
};

function isWritableFolder(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

function nearestFolder(folder: string): string {
  const parent = path.dirname(folder);
  return existsSync(parent) || parent === folder ? parent : nearestFolder(parent);
}
