import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { startProduct } from '../e2e/start-product.ts';
import { databaseOf, settingsOf, submitJobs, untilAllEnded } from '../scripts/chaos/check.ts';

const jobsAtOnce = 4;
const streams = 50;
const readsASecond = 5;
const lookEveryMs = 10_000;
const goals = { slopeMbPerMinute: 1, lagMs: 200 };

type Look = { minute: number; rssMb: number; lagMs: number; connections: number };

/**
 * `npm run bench -- soak [--minutes 10]`: four research jobs on a scripted model at any time, 50 streams and 5 reads a
 * second. Prints every minute how large the server's memory is, how late its event loop is, and how many connections
 * PostgreSQL has; then the slope of the memory after the first third of the time. Exits with 1 beyond the goals.
 */
export async function soak({ minutes = '10' }: Record<string, string>): Promise<void> {
  const gateway = createFakeGateway();
  await gateway.start();
  gateway.always({ delayMs: 300, tokenDelayMs: 10 });
  const product = await startProduct(settingsOf(gateway));
  const database = new pg.Client({ connectionString: databaseOf(product) });
  database.on('error', () => {});
  await database.connect();
  const until = performance.now() + Number(minutes) * 60_000;
  const isOver = () => performance.now() >= until;
  const recent: string[] = [];
  const statuses = new Map<number, number>();
  let ended = 0;
  let failed = 0;
  let events = 0;

  async function work(): Promise<void> {
    while (!isOver()) {
      const ids = await submitJobs(product.url, 1);
      recent.push(...ids);
      const { jobs } = await untilAllEnded(product.url, ids, { withinMs: 300_000 });
      ended += 1;
      if (jobs[0]?.status !== 'complete') failed += 1;
    }
  }
  async function watch(): Promise<void> {
    while (!isOver()) {
      const id = recent.at(-1 - Math.floor(Math.random() * jobsAtOnce));
      const response = await fetch(`${product.url}/api/v1/jobs/${id}/stream`).catch(() => undefined);
      if (!response?.body) await sleep(500);
      else for await (const chunk of response.body) events += chunk.length > 0 ? 1 : 0;
      await sleep(100);
    }
  }
  async function read(): Promise<void> {
    while (!isOver()) {
      const { status } = await fetch(`${product.url}/api/v1/jobs?limit=20`).catch(() => ({ status: 0 }));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      await sleep(1000 / readsASecond);
    }
  }
  const looks: Look[] = [];
  async function look(): Promise<void> {
    const startedAt = performance.now();
    while (!isOver()) {
      await sleep(lookEveryMs);
      const text = await (await fetch(`${product.url}/metrics`)).text();
      const sampleOf = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
      const { rows } = await database.query<{ count: number }>(
        "SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend'",
      );
      const minute = (performance.now() - startedAt) / 60_000;
      const rssMb = sampleOf('process_resident_memory_bytes') / 2 ** 20;
      const lagMs = 1000 * sampleOf('intentui_event_loop_lag_seconds\\{quantile="0.99"\\}');
      looks.push({ minute, rssMb, lagMs, connections: rows[0]?.count ?? 0 });
      if (looks.length % 6 === 0) console.log(describe(looks.slice(-6), { ended, failed }));
    }
  }

  try {
    await Promise.all([
      ...Array.from({ length: jobsAtOnce }, work),
      ...Array.from({ length: streams }, watch),
      read(),
      look(),
    ]);
  } finally {
    await database.end().catch(() => {});
    await product.stop();
    await gateway.stop();
  }
  const late = looks.filter(({ minute }) => minute > Number(minutes) * 0.3);
  const slope = slopeOf(late);
  const lags = looks.flatMap(({ lagMs }) => (Number.isFinite(lagMs) ? [lagMs] : [])).sort((a, b) => a - b);
  const lag = lags[Math.floor(lags.length / 2)] ?? 0;
  const told = [...statuses].map(([status, count]) => `${count} × ${status || 'no answer'}`).join(', ');
  console.log(
    `${ended} jobs ended, ${failed} of them not complete; ${events} pieces of streams; reads: ${told}`,
  );
  console.log(
    `RSS ${slope.toFixed(2)} MB a minute after the first third (goal ${goals.slopeMbPerMinute}), at most ${Math.max(...looks.map(({ rssMb }) => rssMb)).toFixed(0)} MB; ` +
      `event loop p99 of 10 s: median ${lag.toFixed(0)} ms, worst ${(lags.at(-1) ?? 0).toFixed(0)} ms (goal ${goals.lagMs}); ` +
      `at most ${Math.max(...looks.map(({ connections }) => connections))} connections`,
  );
  if (slope > goals.slopeMbPerMinute || lag > goals.lagMs || failed > 0) process.exitCode = 1;
}

function describe(looks: readonly Look[], { ended, failed }: { ended: number; failed: number }): string {
  const last = looks.at(-1);
  const worst = Math.max(...looks.map(({ lagMs }) => lagMs).filter(Number.isFinite));
  return `minute ${last?.minute.toFixed(1)}: RSS ${last?.rssMb.toFixed(0)} MB, event loop p99 at worst ${worst.toFixed(0)} ms, ${last?.connections} connections, ${ended} jobs ended, ${failed} not complete`;
}

/** MB a minute of the straight line that lies nearest. */
function slopeOf(looks: readonly Look[]): number {
  const mean = (of: (look: Look) => number) => looks.reduce((sum, look) => sum + of(look), 0) / looks.length;
  const [x, y] = [mean(({ minute }) => minute), mean(({ rssMb }) => rssMb)];
  const along = looks.reduce((sum, { minute, rssMb }) => sum + (minute - x) * (rssMb - y), 0);
  const across = looks.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
  return across > 0 ? along / across : 0;
}
