import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../lib/postgres/find-free-port.ts';

const readyWithinMs = 600_000;
const completeWithinMs = 180_000;

/**
 * Starts the product in a folder with a command, asks one question without a key, opens the page of the job and stops.
 * Prints its figures; throws where something fails.
 */
export async function tryProduct(
  folder: string,
  { command, enginePort }: { command: [string, ...string[]]; enginePort: number },
): Promise<void> {
  const [program, ...args] = command;
  const port = await findFreePort();
  const settings = { PORT: String(port), ENGINE_PORT: String(enginePort), DATA_DIR: '.data' };
  const started = performance.now();
  const product = spawn(program, args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...unset, ...settings },
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    await until(product, readyWithinMs, async () => (await fetch(`${url}/api/readyz`)).ok);
    console.log(`ready in ${since(started)}`);
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

export const since = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`;
