import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import type { Figure, Measure } from './measure.ts';

const run = promisify(execFile);
const packages = ['arq==0.26.3', 'redis==5.3.1'];
const howTo =
  'arq is not measured: it takes a redis-server (Debian: apt-get install redis-server) and --arq, which installs arq into a temporary folder';

/** The same work through arq, a job queue for Python on Redis: a job of nothing, and 200 of them at once. */
export const arq: Measure = {
  name: 'arq',
  async measure({ flags, scale }) {
    const redisServer = await find('redis-server');
    const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-arq-'));
    try {
      const python = redisServer && (await findPython({ folder, install: flags.arq !== undefined }));
      if (!redisServer || !python) {
        process.stdout.write(`${howTo}\n`);
        return [];
      }
      const figures = await measure({ redisServer, python, folder, rounds: Math.ceil(20 * scale) });
      return [
        { what: 'arq: enqueue → job, p50', value: figures.first_ms, unit: 'ms' },
        { what: 'arq: 200 jobs at once, median of 3', value: figures.burst_ms / 1000, unit: 's' },
        { what: 'arq: CPU a job, worker', value: figures.cpu_ms, unit: 'ms' },
      ] satisfies Figure[];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Figures = { first_ms: number; burst_ms: number; cpu_ms: number };

async function measure(options: {
  redisServer: string;
  python: string;
  folder: string;
  rounds: number;
}): Promise<Figures> {
  const { redisServer, python, folder, rounds } = options;
  const port = await findFreePort();
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'];
  const redis = spawn(redisServer, [...settings, '--appendfsync', 'always'], { stdio: 'ignore' });
  const gone = once(redis, 'exit');
  try {
    const script = path.join(import.meta.dirname, 'arq-jobs.py');
    const { stdout } = await run(python, [script, `${port}`, `${rounds}`], { timeout: 300_000 });
    return JSON.parse(stdout) as Figures;
  } finally {
    redis.kill();
    await gone;
  }
}

/** A Python that has arq: the machine's own, or one made for this run. */
async function findPython(options: { folder: string; install: boolean }): Promise<string | undefined> {
  const own = await find('python3');
  if (!own) return undefined;
  const hasArq = await run(own, ['-c', 'import arq']).then(
    () => true,
    () => false,
  );
  if (hasArq) return own;
  if (!options.install) return undefined;
  const venv = path.join(options.folder, 'venv');
  await run(own, ['-m', 'venv', venv]);
  await run(path.join(venv, 'bin/pip'), ['install', '--quiet', ...packages]);
  return path.join(venv, 'bin/python');
}

async function find(command: string): Promise<string | undefined> {
  return run('which', [command]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}
