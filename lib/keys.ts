import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from './errors.ts';

export type Keys = { signingKey: string; eventKey: string };

/**
 * Reads the keys between app and engine from the data directory (each 64 hex digits in a file of mode 0600), and
 * makes those that are missing. Throws `invalid_configuration` when a file holds something else.
 */
export function readKeys(dataDir: string): Keys {
  return { signingKey: readKey(dataDir, 'signing-key'), eventKey: readKey(dataDir, 'event-key') };
}

function readKey(dataDir: string, name: string): string {
  const file = path.join(dataDir, name);
  makeOnce(file);
  const key = readFileSync(file, 'utf8').trim();
  if (/^[0-9a-f]{64}$/.test(key)) return key;
  throw new AppError(
    'invalid_configuration',
    `${name} in the data directory is not a key: delete it, and a new one is made.`,
  );
}

/** Written aside and linked into place, so that no reader ever sees half a key and of two starts one wins. */
function makeOnce(file: string): void {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(aside, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside);
  }
}
