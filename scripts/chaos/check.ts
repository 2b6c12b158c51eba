import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmaster } from '#lib/postgres/postgres-cluster.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import { Job } from '#lib/schema/job.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { readLog, submitJob } from '../../bench/product-jobs.ts';
import { type Product, startProduct } from '../../e2e/start-product.ts';

/** What a check found: the figures in one line, and whether they are as they should be. */
export type Finding = { holds: boolean; figures: string };
export type Check = {
  id: string;
  /** What is done, and what should be. */
  what: string;
  run(): Promise<Finding>;
};

/** Runs a product on a scripted gateway that counts what it answered, and ends both. */
export async function withProduct(
  work: (product: Product, gateway: FakeGateway) => Promise<Finding>,
  env: Record<string, string> = {},
): Promise<Finding> {
  const gateway = createFakeGateway();
  await gateway.start();
  gateway.always({ delayMs: 300, tokenDelayMs: 10 });
  try {
    const product = await startProduct({ ...settingsOf(gateway), ...env });
    try {
      return await work(product, gateway);
    } finally {
      await product.stop();
    }
  } finally {
    await gateway.stop();
  }
}

/** A product on this gateway and on our own decisions, which are read in a moment. */
export const settingsOf = (gateway: FakeGateway): Record<string, string> => ({
  GATEWAY_BASE_URL: gateway.url,
  GATEWAY_API_KEY: 'scripted',
  MODEL: 'scripted',
  SOURCES: 'documents',
  DOCUMENTS_DIR: path.resolve(import.meta.dirname, '../../docs/decisions'),
});

const questions = [
  'How is the answer of a model stored so that nothing is paid for twice?',
  'What does the outbox do when a process dies?',
  'How is the embedded PostgreSQL started, and who looks after it?',
  'Which words of a job are erased, and when are old jobs removed?',
];

/** Submits research jobs of which no two ask the same. */
export async function submitJobs(url: string, count: number, preset = 'quick'): Promise<string[]> {
  const submitted = Array.from({ length: count }, (_, index) =>
    submitJob(url, {
      job_type: 'research',
      input_data: {
        query: `${questions[index % questions.length]} (case ${index}, ${crypto.randomUUID()})`,
        preset,
      },
    }),
  );
  return (await Promise.all(submitted)).map(({ job_id }) => job_id);
}

/** The jobs once all have ended, or as they stand when the time is over; a product that is away is waited for. */
export async function untilAllEnded(
  url: string,
  ids: readonly string[],
  { withinMs = 150_000 }: { withinMs?: number } = {},
): Promise<{ jobs: Job[]; seconds: number }> {
  const startedAt = performance.now();
  let jobs: Job[] = [];
  while (performance.now() - startedAt < withinMs) {
    const looked = await Promise.all(ids.map((id) => readJob(url, id)));
    jobs = looked.flatMap((job) => job ?? []);
    if (jobs.length === ids.length && jobs.every(({ completed_at }) => completed_at !== null)) break;
    await sleep(250);
  }
  return { jobs, seconds: (performance.now() - startedAt) / 1000 };
}

export async function readJob(url: string, id: string): Promise<Job | undefined> {
  try {
    const response = await fetch(`${url}/api/v1/jobs/${id}`, { signal: AbortSignal.timeout(10_000) });
    return response.ok ? Job.parse(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

export const countOf = (jobs: readonly Job[], status: Job['status']): number =>
  jobs.filter((job) => job.status === status).length;

/** How many of the jobs' logs have a gap, a key twice, or are not as long as their job says. */
export async function faultyLogs(url: string, jobs: readonly Job[]): Promise<number> {
  const logs = await Promise.all(jobs.map(async (job) => ({ job, log: await readLog(url, job.job_id) })));
  return logs.filter(({ job, log }) => isFaulty(job, log)).length;
}

function isFaulty(job: Job, log: readonly JobEvent[]): boolean {
  if (log.length !== job.last_seq || log.some(({ seq }, index) => seq !== index + 1)) return true;
  const ends = log.filter(({ type }) => ['job-complete', 'job-failed', 'job-cancelled'].includes(type));
  return ends.length !== 1 || log.at(-1) !== ends[0];
}

/** The pid of the server of this product, known by the data directory in its environment. */
export function serverOf(product: Pick<Product, 'dataDir'>): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      if (!command.includes('scripts/serve.ts')) continue;
      if (readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(`DATA_DIR=${product.dataDir}`))
        return Number(name);
    } catch {
      // It has ended meanwhile.
    }
  }
  throw new Error('the server of the product was not found');
}

/** The pid of its PostgreSQL, undefined while there is none. */
export const postgresOf = (product: Pick<Product, 'dataDir'>): number | undefined =>
  readPostmaster(path.join(realpathSync(product.dataDir), 'postgres'))?.pid;

/** Where its database is, with the password that lies beside it. */
export function databaseOf(product: Pick<Product, 'dataDir'>): string {
  const read = (file: string) => readFileSync(path.join(product.dataDir, file), 'utf8').trim();
  return `postgresql://postgres:${read('postgres-password')}@127.0.0.1:${read('postgres-port')}/intentui`;
}

/** Asks again and again as clients do until it is stopped: how often with which status, and the slowest answer. */
export function keepAsking(url: string, everyMs = 100) {
  const statuses = new Map<string, number>();
  let worstMs = 0;
  let withoutRetry = 0;
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const startedAt = performance.now();
      try {
        const response = await fetch(`${url}/api/v1/jobs?limit=1`, { signal: AbortSignal.timeout(20_000) });
        await response.arrayBuffer();
        statuses.set(String(response.status), (statuses.get(String(response.status)) ?? 0) + 1);
        if (response.status === 503 && !response.headers.get('retry-after')) withoutRetry += 1;
      } catch {
        statuses.set('no answer', (statuses.get('no answer') ?? 0) + 1);
      }
      worstMs = Math.max(worstMs, performance.now() - startedAt);
      await sleep(everyMs);
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    const told = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
    const only503 = [...statuses.keys()].every((status) => status === '200' || status === '503');
    return {
      only503: only503 && withoutRetry === 0,
      worstMs,
      told: `${told}; slowest ${Math.round(worstMs)} ms`,
    };
  };
}
