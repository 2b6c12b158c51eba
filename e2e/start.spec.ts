import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findProcess } from '#lib/postgres/find-process.ts';
import { expect, test } from './fixtures.ts';
import type { Product } from './start-product.ts';

type Job = { job_id: string; status: string; last_seq: number; completed_at: string };

/** Asks a question and waits until the job is at work. */
async function begin(product: Product): Promise<Job> {
  const response = await fetch(`${product.url}/api/v1/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      job_type: 'research',
      input_data: {
        query: 'How do I stream text from a Next.js route handler with the AI SDK?',
        preset: 'deep',
      },
    }),
  });
  expect(response.status).toBe(202);
  const job = (await response.json()) as Job;
  await expect
    .poll(async () => (await read<Job>(product, job)).status, { intervals: [20] })
    .toBe('in_progress');
  return job;
}

async function read<T>(product: Product, job: Job, rest = ''): Promise<T> {
  return (await fetch(`${product.url}/api/v1/jobs/${job.job_id}${rest}`)).json() as Promise<T>;
}

/** Completed after `interruptedAt` (else it was not interrupted), with an event log that has no gap. */
async function expectCompleted(product: Product, job: Job, interruptedAt: Date): Promise<void> {
  await expect.poll(async () => (await read<Job>(product, job)).status, { timeout: 60_000 }).toBe('complete');
  const { last_seq: last, completed_at: completedAt } = await read<Job>(product, job);
  expect(new Date(completedAt) > interruptedAt).toBe(true);
  const seqs: number[] = [];
  while (seqs.length < last) {
    const rest = `/events?starting_after=${seqs.at(-1) ?? 0}&limit=100`;
    const page = await read<{ data: { seq: number }[] }>(product, job, rest);
    expect(page.data.length).toBeGreaterThan(0);
    seqs.push(...page.data.map(({ seq }) => seq));
  }
  expect(seqs).toEqual(Array.from({ length: last }, (_, index) => index + 1));
}

test('a job that was at work when everything was killed is finished after the next start', async ({
  product,
}) => {
  const job = await begin(product);
  await product.kill9();
  const killedAt = new Date();
  await product.restart();
  await expectCompleted(product, job, killedAt);
});

test('Ctrl-C ends everything within 5 s with a stream open, and the job goes on after the next start', async ({
  product,
}) => {
  const job = await begin(product);
  const stream = await fetch(`${product.url}/api/v1/jobs/${job.job_id}/stream`);
  expect(stream.status).toBe(200);
  const postmaster = Number(
    readFileSync(path.join(product.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0],
  );
  const began = performance.now();
  expect(await product.end()).toBe(0);
  expect(performance.now() - began).toBeLessThan(5000);
  const endedAt = new Date();
  expect(findProcess(postmaster)).toBeUndefined();
  await stream.text().catch(() => undefined);
  await product.restart();
  await expectCompleted(product, job, endedAt);
});
