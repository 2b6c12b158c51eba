import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { type Check, countOf, type Finding, settingsOf, submitJobs, untilAllEnded } from './check.ts';
import { degradedParts } from './degraded.ts';

const root = path.resolve(import.meta.dirname, '../..');
const inside = ['--user', '--map-root-user', '--mount', '--'];

export const fullDisk: Check = {
  id: 'R-41 (disk)',
  what: 'the file system of the data directory is full for 10 s: requests get 503 (507 for files), readyz says so, nothing ends, and all goes on when there is space',
  async run() {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-chaos-'));
    const mounts = spawnSync('unshare', [
      ...inside,
      'mount',
      '-t',
      'tmpfs',
      '-o',
      'size=1m',
      'tmpfs',
      dataDir,
    ]);
    if (mounts.status !== 0) {
      rmSync(dataDir, { recursive: true, force: true });
      return {
        holds: true,
        figures: 'not tried: this machine lets nobody mount a small file system of their own',
      };
    }
    const gateway = createFakeGateway();
    await gateway.start();
    gateway.always({ delayMs: 300, tokenDelayMs: 10 });
    const port = await findFreePort();
    const child = spawn(
      'unshare',
      [
        ...inside,
        'sh',
        '-c',
        `mount -t tmpfs -o size=700m tmpfs "${dataDir}" && exec "${process.execPath}" scripts/start.ts`,
      ],
      {
        cwd: root,
        detached: true,
        stdio: 'ignore',
        env: {
          ...process.env,
          ...{
            DATABASE_URL: '',
            INNGEST_BASE_URL: '',
            INNGEST_DEV: '',
            DOCUMENTS_DIR: '',
            SOURCES: 'documents',
          },
          ...{ HOST: '', PUBLIC_URL: '', REQUIRE_KEY: '', MCP_CONFIG: '', ZAI_API_KEY: '' },
          ...{ DATA_DIR: dataDir, PORT: String(port), ENGINE_PORT: String(await findFreePort()) },
          ...settingsOf(gateway),
        },
      },
    );
    try {
      return await fill(child, { url: `http://127.0.0.1:${port}`, dataDir });
    } finally {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await Promise.race([exit, sleep(10_000)]);
      await gateway.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function fill(
  child: ChildProcess,
  { url, dataDir }: { url: string; dataDir: string },
): Promise<Finding> {
  for (const until = performance.now() + 90_000; ; await sleep(200)) {
    if ((await fetch(`${url}/api/readyz`).catch(() => undefined))?.ok) break;
    if (performance.now() > until || child.exitCode !== null)
      return { holds: false, figures: 'the product did not start' };
  }
  // The file system is seen through a process that lives in it.
  const seen = path.join('/proc', String(child.pid), 'root', dataDir);
  const ids = await submitJobs(url, 4);
  await sleep(1500);
  const ballast = path.join(seen, 'ballast');
  let filled = 0;
  try {
    for (const block = Buffer.alloc(2 ** 20); ; filled += 1) writeFileSync(ballast, block, { flag: 'a' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  const statuses = new Map<number, number>();
  const count = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  for (const until = performance.now() + 10_000; performance.now() < until; await sleep(250)) {
    const body = JSON.stringify({
      job_type: 'research',
      input_data: { query: 'x'.repeat(8000), preset: 'quick' },
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1/jobs`, { method: 'POST', headers, body }).catch(
      () => undefined,
    );
    count(answer?.status ?? 0);
  }
  const degraded = await degradedParts(url, 'disk');
  rmSync(ballast);
  const freedAt = performance.now();
  while (!(await fetch(`${url}/api/v1/jobs?limit=1`).catch(() => undefined))?.ok) await sleep(50);
  const backSeconds = (performance.now() - freedAt) / 1000;
  const { jobs, seconds } = await untilAllEnded(url, ids);
  const told = [...statuses].map(([status, times]) => `${times} × ${status || 'no answer'}`).join(', ');
  const complete = countOf(jobs, 'complete');
  return {
    holds:
      complete === 4 &&
      degraded.split('+').includes('disk') &&
      child.exitCode === null &&
      [...statuses.keys()].every((status) => [202, 503, 507].includes(status)),
    figures: `${filled} MB of ballast, readyz told degraded: ${degraded}; new jobs meanwhile: ${told}; answers ${backSeconds.toFixed(1)} s after there was space; ${complete} of 4 complete ${seconds.toFixed(0)} s after`,
  };
}
