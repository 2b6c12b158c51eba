import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../../e2e/start-product.ts';
import { percentile } from '../engine/percentile.ts';
import { submitJob } from '../product-jobs.ts';
import { readFigure } from './read-figure.ts';

const atOnce = 25;

/** Event streams of one job that wait for what comes: how many are held, what each takes, and what a look-up takes beside them. */
export async function measureClients(
  product: Product,
  { clients = '1000' }: Record<string, string>,
): Promise<void> {
  const prompt = 'How is the answer of a model stored so that nothing is paid for twice?';
  // A plan that nobody approves: the job goes on, and tells nothing.
  const input = { query: prompt, preset: 'quick', approve_plan: true };
  const job = await submitJob(product.url, { job_type: 'research', input_data: input });
  await until(async () => (await look(product.url + job.urls.self)).body.includes('"waiting'));
  console.log('\n  event streams of a job that waits');
  const held: Held[] = [];
  const before = await memory(product);
  const steps = [0.25, 0.5, 1].map((share) => Math.round(share * Number(clients)));
  try {
    for (const wanted of [0, ...steps]) {
      while (held.length < wanted) {
        const more = Math.min(atOnce, wanted - held.length);
        held.push(
          ...(await Promise.all(Array.from({ length: more }, () => hold(product.url + job.urls.stream)))),
        );
      }
      await sleep(2000);
      const open = held.filter(({ isOpen }) => isOpen()).length;
      const took: number[] = [];
      for (let asked = 0; asked < 40; asked += 1) took.push((await look(product.url + job.urls.self)).ms);
      const now = await memory(product);
      const grown = `RSS ${now.rss.toFixed(0)} MB (${signed(now.rss - before.rss)}), heap ${now.heap.toFixed(0)} MB (${signed(now.heap - before.heap)})`;
      const refused = held.filter(({ status }) => status !== 200).map(({ status }) => status);
      console.log(
        `    ${String(wanted).padStart(4)} asked for: ${open} open, ${grown}; GET of the job p50 ${percentile(took, 0.5).toFixed(1)} ms, p95 ${percentile(took, 0.95).toFixed(1)} ms${refused.length > 0 ? `; ${refused.length} refused with ${[...new Set(refused)]}` : ''}`,
      );
    }
  } finally {
    for (const { stop } of held) stop();
    await fetch(product.url + job.urls.self, { method: 'DELETE' });
  }
}

type Held = { status: number; isOpen(): boolean; stop(): void };

/** Opens a stream and reads what comes; resolves with its status, 0 where nobody answered. */
function hold(url: string): Promise<Held> {
  return new Promise((resolve) => {
    let open = true;
    const request = http.get(url, { agent: false, headers: { accept: 'text/event-stream' } });
    const stop = () => void request.destroy();
    const done = (status: number) => resolve({ status, isOpen: () => open, stop });
    const closed = () => {
      open = false;
      done(0);
    };
    request.on('error', closed);
    request.on('response', (response) => {
      open = response.statusCode === 200;
      response.on('close', closed).on('error', closed).resume();
      done(response.statusCode ?? 0);
    });
  });
}

async function look(url: string): Promise<{ ms: number; body: string }> {
  const startedAt = performance.now();
  const body = await (await fetch(url)).text();
  return { ms: performance.now() - startedAt, body };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await isSo()) return;
    await sleep(500);
  }
  throw new Error('the job did not come to wait within a minute');
}

/** In MB. What was let go of, and not yet given back to the system, hides what is new in RSS; the heap shows it. */
async function memory({ url }: Product): Promise<{ rss: number; heap: number }> {
  const [rss, heap] = await Promise.all([
    readFigure(url, 'process_resident_memory_bytes'),
    readFigure(url, 'nodejs_heap_used_bytes'),
  ]);
  return { rss: rss / 2 ** 20, heap: heap / 2 ** 20 };
}

const signed = (mb: number): string => `${mb < 0 ? '−' : '+'}${Math.abs(mb).toFixed(0)}`;
