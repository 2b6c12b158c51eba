import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { measureFolder } from './measure-folder.ts';
import { since, tryProduct } from './try-product.ts';

/** What an install for production may hold, the bundled Node left out. */
const most = { packages: 300, megabytes: 700 };
const root = path.resolve(import.meta.dirname, '..');

/**
 * `npm run try:install`: does in a copy of this tree what a stranger does, `npm ci --omit=dev && npm start`, asks one
 * question without a key, and stops. Prints its figures; throws where something fails or the install is too large.
 */
async function tryInstall(folder: string): Promise<void> {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '-z', '--exclude-standard'], { cwd: root });
  for (const file of String(stdout).split('\0').filter(Boolean)) {
    if (!statSync(path.join(root, file), { throwIfNoEntry: false })) continue;
    cpSync(path.join(root, file), path.join(folder, file));
  }
  const began = performance.now();
  run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  const { packages, megabytes } = measure(path.join(folder, 'node_modules'));
  console.log(`${packages} packages, ${megabytes} MB without Node, installed in ${since(began)}`);
  if (packages > most.packages || megabytes > most.megabytes)
    throw new Error(`An install may hold ${most.packages} packages and ${most.megabytes} MB.`);

  await tryProduct(folder, { command: ['npm', 'start'], enginePort: await findFreePort() });
}

function run(command: string, args: string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

function measure(modules: string): { packages: number; megabytes: number } {
  const lock = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8'));
  const packages = Object.keys(lock.packages).filter((name) => name.includes('node_modules/')).length;
  return { packages, megabytes: measureFolder(modules, (file) => !/\/node-(linux|darwin)-/.test(file)) };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-install-'));
try {
  await tryInstall(folder);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
