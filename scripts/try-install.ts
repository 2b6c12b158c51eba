import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseEnginePort } from '../e2e/start-product.ts';
import { findFreePort } from '../lib/postgres/find-free-port.ts';

/** What an install for production may hold, the bundled Node left out. */
const most = { packages: 300, megabytes: 700 };
const readyWithinMs = 600_000;
const completeWithinMs = 180_000;
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

  const port = await findFreePort();
  const settings = { PORT: String(port), ENGINE_PORT: String(await chooseEnginePort()), DATA_DIR: '.data' };
  const started = performance.now();
  const product = spawn('npm', ['start'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...unset, ...settings },
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    await until(product, readyWithinMs, async () => (await fetch(`${url}/api/readyz`)).ok);
    console.log(`built and ready in ${since(started)}`);
    const asked = performance.now();
    const job = await ask(url);
    await until(product, completeWithinMs, async () => {
      const { status } = await (await fetch(`${url}/api/v1/jobs/${job}`)).json();
      if (status === 'failed') throw new Error('The job failed.');
      return status === 'complete';
    });
    const page = await fetch(`${url}/jobs/${job}`);
    if (!page.ok) throw new Error(`The page of the job answered ${page.status}.`);
    console.log(`a job complete in ${since(asked)}`);
  } finally {
    await stop(product);
  }
}

/** What the shell has set of these would make it another product. */
const unset = {
  ...{ DATABASE_URL: '', INNGEST_BASE_URL: '', INNGEST_DEV: '', GATEWAY_BASE_URL: '', DOCUMENTS_DIR: '' },
  ...{ SOURCES: 'documents', MCP_CONFIG: '', ZAI_API_KEY: '' },
};

async function ask(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      job_type: 'research',
      input_data: { query: 'How do I stream text from a Next.js route handler with the AI SDK?' },
    }),
  });
  if (response.status !== 202) throw new Error(`The job was refused: ${await response.text()}`);
  return (await response.json()).job_id;
}

/** Asks twice a second until it is so; a request that fails is not yet so. */
async function until(product: ChildProcess, withinMs: number, isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(500)) {
    if (product.exitCode !== null) throw new Error(`The product ended by itself (${product.exitCode}).`);
    const answer = await isSo().catch((error) =>
      error instanceof TypeError ? false : Promise.reject(error),
    );
    if (answer) return;
  }
  throw new Error(`It took more than ${withinMs / 1000} s.`);
}

async function stop(product: ChildProcess): Promise<void> {
  if (product.exitCode !== null || product.pid === undefined) return;
  const exit = once(product, 'exit');
  process.kill(-product.pid, 'SIGTERM');
  const isLate = await Promise.race([exit.then(() => false), sleep(20_000, true, { ref: false })]);
  if (!isLate) return;
  process.kill(-product.pid, 'SIGKILL');
  throw new Error('The product did not stop within 20 s.');
}

function run(command: string, args: string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

function measure(modules: string): { packages: number; megabytes: number } {
  const lock = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8'));
  const packages = Object.keys(lock.packages).filter((name) => name.includes('node_modules/')).length;
  const bytesOnDisk = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\/node-(linux|darwin)-/.test(entry.parentPath))
    .reduce((sum, entry) => sum + 512 * statSync(path.join(entry.parentPath, entry.name)).blocks, 0);
  return { packages, megabytes: Math.round(bytesOnDisk / 1024 ** 2) };
}

const since = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`;

const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-install-'));
try {
  await tryInstall(folder);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
