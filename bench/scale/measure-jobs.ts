import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Product } from '../../e2e/start-product.ts';
import { databaseOf, postgresOf, serverOf } from '../../scripts/chaos/check.ts';
import { percentile } from '../engine/percentile.ts';
import { type Cost, processTree, readCost } from '../engine/process-cost.ts';
import { submitJob } from '../product-jobs.ts';
import { readFigure } from './read-figure.ts';

/** What the smallest jobs took: beside it stands the same shape through another queue. */
export type SmallJobs = {
  startP50: number;
  startP95: number;
  burstSeconds: number;
  cpuMs: number;
  serverMb: number;
  postgresMb: number;
};

type Order = { job_type: string; input_data: unknown };
type Work = { name: string; clients: readonly number[]; order(index: number): Order };

/** How many jobs are sent at once for the last figure. */
export const burst = 200;
const giveUpMs = 180_000;

const text = `The outbox keeps an event until the engine has taken it. A process that dies leaves its events there.
The next one sends them again, and the engine drops what it has seen before. Nothing is told twice, since each event has an
id of its own. A row is written first and its event afterwards, in one transaction. So a job that was accepted is started.`;

/** The smallest job there is: start, decide, write, finish; and the research that most people ask for first. */
const small: Work = {
  name: 'four steps on a given text',
  clients: [1, 8, 32],
  order: (index) => ({
    job_type: 'stream',
    input_data: { prompt: `Summarize this text (${index}):\n\n${text}` },
  }),
};
const research: Work = {
  name: 'quick research, keyless',
  clients: [1, 4, 16],
  order: (index) => ({
    job_type: 'research',
    input_data: { query: `${questions[index % questions.length]} (${index})`, preset: 'quick' },
  }),
};
const questions = [
  'How is the answer of a model stored so that nothing is paid for twice?',
  'What does the outbox do when a process dies?',
  'How is the embedded PostgreSQL started, and who looks after it?',
  'Which words of a job are erased, and when are old jobs removed?',
];

/** Jobs at rising numbers of clients, each of whom sends the next when the last has ended; then many at once. */
export async function measureJobs(
  product: Product,
  { seconds = '10' }: Record<string, string>,
): Promise<SmallJobs> {
  const database = new pg.Client({ connectionString: databaseOf(product) });
  database.on('error', () => {});
  await database.connect();
  const ends = watchEnds(database);
  const run = { product, ends, forMs: 1000 * Number(seconds) };
  try {
    console.log(
      `\none process, ${os.availableParallelism()} cores, load ${(os.loadavg()[0] ?? 0).toFixed(1)}`,
    );
    let alone: Level | undefined;
    for (const work of [small, research]) {
      await level({ ...run, work, clients: 2, forMs: 2000 }); // what is compiled at first use
      console.log(`  ${work.name}`);
      for (const clients of work.clients) {
        const found = await level({ ...run, work, clients });
        if (work === small) alone ??= found;
        console.log(`    ${String(clients).padStart(2)} clients: ${describe(found)}`);
      }
    }
    const startedAt = performance.now();
    const before = costOf(product);
    const sent = Array.from({ length: burst }, (_, index) => submitJob(product.url, small.order(index)));
    await Promise.all(sent.map(async (job) => ends.of((await job).job_id)));
    const burstSeconds = (performance.now() - startedAt) / 1000;
    const after = costOf(product);
    const cpuMs =
      (after.server.cpuMs + after.postgres.cpuMs - before.server.cpuMs - before.postgres.cpuMs) / burst;
    console.log(
      `  ${small.name}, ${burst} at once: ${burstSeconds.toFixed(1)} s, ${(burst / burstSeconds).toFixed(1)} jobs/s`,
    );
    return {
      startP50: percentile(alone?.starts ?? [], 0.5),
      startP95: percentile(alone?.starts ?? [], 0.95),
      burstSeconds,
      cpuMs,
      serverMb: after.server.memoryMb,
      postgresMb: after.postgres.memoryMb,
    };
  } finally {
    await ends.stop();
    await database.end().catch(() => {});
  }
}

type Level = {
  jobs: number;
  failed: number;
  seconds: number;
  events: number;
  posts: number[];
  starts: number[];
  took: number[];
  /** By how much the database grew. */
  kb: number;
  cost: Record<'server' | 'postgres', Cost>;
  rssMb: number;
};

async function level(options: {
  product: Product;
  ends: Ends;
  work: Work;
  clients: number;
  forMs: number;
}): Promise<Level> {
  const { product, ends, work, clients, forMs } = options;
  const [posts, starts, took]: [number[], number[], number[]] = [[], [], []];
  let failed = 0;
  const before = costOf(product);
  const kbBefore = await ends.databaseKb();
  const eventsBefore = await readFigure(product.url, 'intentui_events_total');
  const startedAt = performance.now();
  const client = async () => {
    while (performance.now() - startedAt < forMs) {
      const sentAt = Date.now();
      const before = performance.now();
      const { job_id } = await submitJob(product.url, work.order(posts.length));
      posts.push(performance.now() - before);
      const end = await ends.of(job_id);
      starts.push(end.startedAt - sentAt);
      took.push(end.tookMs);
      if (end.status !== 'complete') failed += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - startedAt) / 1000;
  const after = costOf(product);
  const less = (name: 'server' | 'postgres'): Cost => ({
    cpuMs: after[name].cpuMs - before[name].cpuMs,
    memoryMb: after[name].memoryMb,
  });
  return {
    ...{ jobs: took.length, failed, seconds, posts, starts, took },
    events: (await readFigure(product.url, 'intentui_events_total')) - eventsBefore,
    kb: (await ends.databaseKb()) - kbBefore,
    cost: { server: less('server'), postgres: less('postgres') },
    rssMb: (await readFigure(product.url, 'process_resident_memory_bytes')) / 2 ** 20,
  };
}

function describe({ jobs, failed, seconds, events, posts, starts, took, kb, cost, rssMb }: Level): string {
  const a = (total: number) => (total / jobs).toFixed(0);
  const ms = (list: readonly number[], share: number) => `${percentile(list, share).toFixed(0)} ms`;
  return [
    `${(jobs / seconds).toFixed(2)} jobs/s${failed > 0 ? `, ${failed} NOT COMPLETE` : ''}, ${(events / seconds).toFixed(0)} events/s (${a(events)} a job)`,
    `POST p95 ${ms(posts, 0.95)}, from POST to its start p50 ${ms(starts, 0.5)} p95 ${ms(starts, 0.95)}, takes p50 ${ms(took, 0.5)}`,
    `CPU a job ${a(cost.server.cpuMs)} + ${a(cost.postgres.cpuMs)} ms of PostgreSQL, database +${a(kb)} KB a job, RSS ${rssMb.toFixed(0)} MB`,
  ].join('; ');
}

function costOf(product: Product): Record<'server' | 'postgres', Cost> {
  const nothing = { cpuMs: Number.NaN, memoryMb: Number.NaN };
  const postgres = postgresOf(product);
  return {
    server: readCost(processTree(serverOf(product))) ?? nothing,
    postgres: (postgres && readCost(processTree(postgres))) || nothing,
  };
}

type End = { status: string; startedAt: number; tookMs: number };
type Ends = { of(jobId: string): Promise<End>; databaseKb(): Promise<number>; stop(): Promise<void> };

/** Tells when jobs have ended, by one look for all of them: clients that poll would be measured with what they watch. */
function watchEnds(database: pg.Client): Ends {
  const waiting = new Map<
    string,
    { resolve: (end: End) => void; reject: (error: Error) => void; since: number }
  >();
  let isOver = false;
  const look = async () => {
    const { rows } = await database.query<End & { job_id: string }>(
      `SELECT job_id, status::text, extract(epoch FROM coalesce(started_at, completed_at))::float * 1000 AS "startedAt",
              extract(epoch FROM completed_at - created_at)::float * 1000 AS "tookMs"
         FROM job WHERE job_id = ANY($1::uuid[]) AND completed_at IS NOT NULL`,
      [[...waiting.keys()]],
    );
    for (const { job_id, ...end } of rows) {
      waiting.get(job_id)?.resolve(end);
      waiting.delete(job_id);
    }
    const late = [...waiting].find(([, { since }]) => performance.now() - since > giveUpMs);
    if (late) late[1].reject(new Error(`job ${late[0]} did not end within ${giveUpMs / 1000} s`));
  };
  const looking = (async () => {
    for (; !isOver; await sleep(20)) if (waiting.size > 0) await look();
  })();
  return {
    of: (jobId) =>
      new Promise((resolve, reject) => waiting.set(jobId, { resolve, reject, since: performance.now() })),
    async databaseKb() {
      const { rows } = await database.query<{ kb: number }>(
        'SELECT (pg_database_size(current_database()) / 1024)::int AS kb',
      );
      return rows[0]?.kb ?? Number.NaN;
    },
    async stop() {
      isOver = true;
      await looking;
    },
  };
}
