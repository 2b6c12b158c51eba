import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { createTestLog } from '#lib/testing/log.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import { createPostgres, type RunningPostgres } from './postgres.ts';
import { supervisePostgres } from './supervise-postgres.ts';

const quickly = { lookEveryMs: 20, firstPauseMs: 1 };
const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop();
});

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

test('a PostgreSQL that is killed runs again under its address, until nobody watches any more', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-supervise-'));
  stopping.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  const postgres = createPostgres({ dataDir, durable: false });
  stopping.push(() => postgres.stop());
  const running = await postgres.start();
  const pids = [running.pid];
  const watched = {
    async start(signal?: AbortSignal) {
      const again = await postgres.start(signal);
      pids.push(again.pid);
      return again;
    },
  };
  const ending = new AbortController();
  const { log, text } = createTestLog();
  const watch = supervisePostgres({ postgres: watched, running, signal: ending.signal, log, ...quickly });
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const before = pids.length;
    process.kill(pids.at(-1) as number, signal);
    await waitUntil(() => pids.length > before, { timeoutMs: 60_000 });
    expect(await answers(running.url('postgres'))).toBe(true);
  }
  expect(text()).toContain('PostgreSQL ended by itself');
  ending.abort();
  await watch;
  process.kill(pids.at(-1) as number, 'SIGKILL');
  expect(pids).toHaveLength(3);
});

const gone: RunningPostgres = { pid: 2 ** 22 - 1, port: 5555, url: () => '' };
const watch = (start: () => Promise<RunningPostgres>) =>
  supervisePostgres({
    postgres: { start },
    running: gone,
    signal: new AbortController().signal,
    log: createTestLog().log,
    ...quickly,
  });

test('one that ends again and again, that cannot be started or comes up elsewhere is given up in one sentence', async () => {
  let starts = 0;
  const again = watch(async () => {
    starts += 1;
    return gone;
  });
  const elsewhere = watch(async () => ({ ...gone, port: 5556 }));
  const never = watch(() => Promise.reject(new Error('PostgreSQL did not start: no space.')));
  await expect(elsewhere).rejects.toThrow(/^PostgreSQL ended, and its port 5555 is taken.*\.$/);
  await expect(never).rejects.toThrow('PostgreSQL did not start: no space.');
  await expect(again).rejects.toThrow(/^PostgreSQL ended by itself again and again: .*\.$/);
  expect(starts).toBe(5);
});
