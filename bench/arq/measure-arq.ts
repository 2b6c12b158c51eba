import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { findProgram } from '../../scripts/run-program.ts';

const run = promisify(execFile);
const packages = ['arq==0.26.3', 'redis==5.3.1'];
const howTo =
  'arq is not measured: it takes a redis-server (Debian: apt-get install redis-server) and a Python that has arq: --arq PYTHON names one (python3 -m venv FOLDER && FOLDER/bin/pip install arq), --arq alone makes one for this run';

export type ArqFigures = {
  first_ms: number;
  first_p95_ms: number;
  burst_ms: number;
  cpu_ms: number;
  worker_mb: number;
  redis_mb: number;
};
/** When Redis has to have written what it is given, and how often the worker looks for jobs: 500 ms by default. */
export type Way = { sync: 'always' | 'everysec'; pollMs: number };
export type ArqWork = { rounds: number; steps: number; burst: number };

/**
 * Jobs through arq, a job queue for Python on Redis that keeps an append-only file: how long one waits for its start, and many at once. Says
 * what is missing and answers undefined where the machine has no Redis or no arq.
 */
export async function measureArq(
  work: ArqWork,
  { arq, ways }: { arq: string | undefined; ways: readonly Way[] },
): Promise<ArqFigures[] | undefined> {
  const redisServer = await findProgram('redis-server');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-arq-'));
  try {
    const python = redisServer && (await findPython({ folder, arq }));
    if (!redisServer || !python) {
      process.stdout.write(`${howTo}\n`);
      return undefined;
    }
    const figures: ArqFigures[] = [];
    for (const way of ways) figures.push(await measureOne({ redisServer, python, folder, work, way }));
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureOne(options: {
  redisServer: string;
  python: string;
  folder: string;
  work: ArqWork;
  way: Way;
}): Promise<ArqFigures> {
  const { redisServer, python, folder, work, way } = options;
  const port = await findFreePort();
  const dir = mkdtempSync(path.join(folder, 'redis-'));
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', dir, '--appendonly', 'yes'];
  const redis = spawn(redisServer, [...settings, '--appendfsync', way.sync], { stdio: 'ignore' });
  const gone = once(redis, 'exit');
  try {
    const script = path.join(import.meta.dirname, 'jobs.py');
    const numbers = [port, work.rounds, work.steps, work.burst, way.pollMs].map(String);
    const { stdout } = await run(python, [script, ...numbers], { timeout: 300_000 });
    return JSON.parse(stdout) as ArqFigures;
  } finally {
    redis.kill();
    await gone;
  }
}

/** A Python that has arq: the one that is named, the machine's own, or one made for this run. */
async function findPython({
  folder,
  arq,
}: {
  folder: string;
  arq: string | undefined;
}): Promise<string | undefined> {
  const named = arq && arq !== 'true' ? arq : undefined;
  const own = named ?? (await findProgram('python3'));
  if (!own) return undefined;
  const hasArq = await run(own, ['-c', 'import arq']).then(
    () => true,
    () => false,
  );
  if (hasArq) return own;
  if (named || !arq) return undefined;
  const venv = path.join(folder, 'venv');
  await run(own, ['-m', 'venv', venv]);
  await run(path.join(venv, 'bin/pip'), ['install', '--quiet', ...packages]);
  return path.join(venv, 'bin/python');
}
