import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './check.ts';

export const data: Check = {
  name: 'Data',
  check: ({ config: { DATA_DIR: folder, INTENTUI_URL } }) => {
    if (INTENTUI_URL) return { state: 'note', text: 'lies with the product at INTENTUI_URL' };
    const exists = existsSync(folder);
    if (!isWritableFolder(exists ? folder : nearestFolder(folder))) {
      return {
        state: 'fault',
        text: `${folder} cannot be written`,
        advice: 'Set DATA_DIR to a folder that you may write to.',
      };
    }
    return { state: 'well', text: exists ? folder : `${folder} (made by the first start)` };
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
