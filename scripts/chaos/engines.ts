import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { readLog, submitJob } from '../../bench/product-jobs.ts';
import { type Check, type Finding, untilAllEnded, withProduct } from './check.ts';

const root = path.resolve(import.meta.dirname, '../..');
const each = 4;

/** The same orders each time, of every type of job. */
const orders = Array.from({ length: each }, (_, index) => [
  {
    job_type: 'research',
    input_data: { query: `What does the outbox do when a process dies? (case ${index})`, preset: 'quick' },
  },
  { job_type: 'stream', input_data: { prompt: `Say something about case ${index}.` } },
  {
    job_type: 'judge',
    input_data: {
      question: `What is kept in case ${index}?`,
      text: 'The answer is kept in a ledger. It is blue.',
      sources: [{ text: 'Every answer of a model is kept in a ledger.' }],
    },
  },
]).flat();

/** Of each order how its job ended and which kinds of events its log has; side by side, their order differs. */
async function fatesOf(url: string): Promise<string[]> {
  const ids: string[] = [];
  for (const order of orders) ids.push((await submitJob(url, order)).job_id);
  const { jobs } = await untilAllEnded(url, ids);
  return Promise.all(
    jobs.map(async ({ job_id, job_type, status }) => {
      const types = (await readLog(url, job_id)).map(({ type }) => type);
      const told =
        job_type === 'stream'
          ? types.filter((type, at) => type !== types[at - 1])
          : [...new Set(types)].sort();
      return `${job_type} ${status}: ${told.join(' ')}`;
    }),
  );
}

export const twoEngines: Check = {
  id: 'R-35',
  what: '12 jobs of three types with the engine in the process, and with one that runs alone: they end alike, with the same kinds of events',
  async run() {
    let inside: string[] = [];
    await withProduct(async (product) => {
      inside = await fatesOf(product.url);
      return { holds: true, figures: '' };
    });
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-chaos-'));
    const postgres = createPostgres({ dataDir });
    try {
      const database = (await postgres.start()).url('intentui');
      return await withEngineAlone(database, inside);
    } finally {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function withEngineAlone(database: string, inside: readonly string[]): Promise<Finding> {
  const [port, enginePort] = [await findFreePort(), await findFreePort()];
  const keys = { INNGEST_SIGNING_KEY: '0123456789abcdef', INNGEST_EVENT_KEY: 'event-key' };
  const engine = spawn(process.execPath, ['scripts/engine.ts'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      ...process.env,
      ...keys,
      ...{ DATABASE_URL: database, ENGINE_PORT: String(enginePort), ENGINE_DRAIN_SECONDS: '1' },
      APP_URL: `http://127.0.0.1:${port}`,
    },
  });
  const end = () => engine.kill('SIGKILL');
  process.once('exit', end);
  try {
    const engineUrl = `http://127.0.0.1:${enginePort}`;
    while (!(await fetch(`${engineUrl}/health`).catch(() => undefined))?.ok && engine.exitCode === null)
      await sleep(100);
    return await withProduct(
      async (product) => {
        const alone = await fatesOf(product.url);
        const alike = alone.filter((fate, at) => fate === inside[at]).length;
        const complete = alone.filter((fate) => / complete: /.test(fate)).length;
        const other = alone.find((fate, at) => fate !== inside[at]);
        return {
          holds: alike === orders.length && complete === orders.length,
          figures: `${alike} of ${orders.length} alike, ${complete} complete${other ? `; the first that differs: ${other}` : ''}`,
        };
      },
      { ...keys, DATABASE_URL: database, INNGEST_BASE_URL: engineUrl, PORT: String(port) },
    );
  } finally {
    process.off('exit', end);
    const exit = once(engine, 'exit');
    engine.kill('SIGTERM');
    await exit;
  }
}
