import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What `npm run pack` knew of the build that it packed. */
export type Pack = { version: string };

export const packFile = 'packed.json';

/** The pack that this program runs from; undefined in a checkout. */
export function readPack(root: string = path.resolve(import.meta.dirname, '..')): Pack | undefined {
  const file = path.join(root, packFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Pack) : undefined;
}
