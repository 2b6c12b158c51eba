import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#lib/errors.ts';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { measureFolder } from './measure-folder.ts';
import { pack } from './pack.ts';
import { since, tryProduct } from './try-product.ts';

/** What a pack may take on disk. */
const mostMegabytes = 180;

/**
 * `npm run try:pack`: packs the product into a new folder where no package can be found, starts it there with this Node,
 * asks one question without a key, and stops. Prints its figures; throws where something fails or the pack is too large.
 */
async function tryPack(folder: string): Promise<void> {
  const began = performance.now();
  await pack(folder);
  const megabytes = measureFolder(folder);
  console.log(`${megabytes} MB, packed in ${since(began)}`);
  if (megabytes > mostMegabytes) throw new AppError('internal', `A pack may take ${mostMegabytes} MB.`);
  await tryProduct(folder, {
    command: [process.execPath, 'start.js'],
    enginePort: await findFreePort(),
  });
}

const parent = mkdtempSync(path.join(os.tmpdir(), 'intentui-pack-'));
try {
  await tryPack(path.join(parent, 'product'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(parent, { recursive: true, force: true });
}
