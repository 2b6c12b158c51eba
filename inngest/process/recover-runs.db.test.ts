import http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { askForRun } from '#lib/jobs/job-run.ts';
import { approvePlan, getJob, holdJob, startJob } from '#lib/jobs/jobs.ts';
import type { EngineEvent } from '#lib/jobs/outbox.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import { createReconciler } from './reconciler.ts';

/** Answers about runs as Inngest's own server does, which differs from the embedded engine where it lost one. */
const answers = {
  /** Of a run that it does not know, after a restart of a dev server or on an empty database. */
  forgets: { status: 200, json: { error: 'Unable to load function run: none', data: null, status: 500 } },
  /** Of a run in its PostgreSQL whose queue and state went with Redis. */
  believes: { status: 200, json: { data: { status: 'Running' }, metadata: {} } },
  'knows the end': { status: 200, json: { data: { status: 'Failed' }, metadata: {} } },
  'is out of order': { status: 503, json: { error: 'not now' } },
};

let answer = answers.believes as { status: number; json: unknown };
let askedFor = 0;
const server = http.createServer((_, response) => {
  askedFor += 1;
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
});
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let reconciler: ReturnType<typeof createReconciler> | undefined;
const sent: EngineEvent[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  database = await createTestDatabase();
});
afterEach(async () => {
  await reconciler?.stop();
  await database.db.job.deleteMany();
  sent.length = 0;
});
afterAll(async () => {
  server.close();
  await database.drop();
});

/** The product's reconciler beside a server of others that answers so; nobody takes up the runs that it asks for. */
function reconcile(what: keyof typeof answers, { isEmbedded = false } = {}): void {
  answer = answers[what];
  askedFor = 0;
  const { port } = server.address() as { port: number };
  const embedded: Record<string, string> = isEmbedded ? { EMBEDDED_ENGINE: '1', ENGINE_PORT: `${port}` } : {};
  reconciler = createReconciler({
    db: database.db,
    config: readConfig({ INNGEST_BASE_URL: `http://127.0.0.1:${port}`, ...embedded }),
    log: createLog('test', 'error'),
    send: async (events) => void sent.push(...events),
    everyMs: 20,
  });
  reconciler.start();
}

const idsSent = () => sent.map(({ id }) => id);
const read = (jobId: string) => getJob(database.db, { jobId, userId: 'local' });
const age = (jobId: string, seconds: number) => database.db.$executeRaw`
  UPDATE job SET run_seen_at = now() - make_interval(secs => ${seconds}) WHERE job_id = ${jobId}::uuid`;

async function startedJob({ unseenSeconds }: { unseenSeconds: number }): Promise<string> {
  const jobId = await createTestJob(database.db);
  await startJob(database.db, { jobId, runId: 'lost' });
  await age(jobId, unseenSeconds);
  return jobId;
}

/** A job whose plan waits and was approved, which was sent so often already. */
async function approvedJob({ attempts }: { attempts: number }): Promise<string> {
  const jobId = await startedJob({ unseenSeconds: 600 });
  await holdJob(database.db, jobId);
  await approvePlan(database.db, { jobId, userId: 'local', plan: null });
  await database.db.outbox.update({
    where: { eventId: `${jobId}:approved` },
    data: { sentAt: new Date(), attempts },
  });
  return jobId;
}

/** Lets the reconciler look several times more. */
async function looksOn(): Promise<void> {
  const jobId = await createTestJob(database.db);
  await waitUntil(() => idsSent().includes(jobId));
  for (let round = 0; round < 3; round += 1) {
    const timesSent = () => idsSent().filter((id) => id === jobId).length;
    const before = timesSent();
    await database.db.outbox.update({ where: { eventId: jobId }, data: { sentAt: null } });
    await waitUntil(() => timesSent() > before);
  }
}

describe('a run that a server lost is followed by another, whatever the server says', () => {
  test('a dev server was started again while a plan waits', async () => {
    const jobId = await approvedJob({ attempts: 1 });
    reconcile('forgets');
    await waitUntil(() => idsSent().includes(`${jobId}:run:1`));
    const { deadlineAt } = await read(jobId);
    await startJob(database.db, { jobId, runId: 'next', fence: 1 });
    expect(await read(jobId)).toMatchObject({ status: 'waiting', runId: 'next', deadlineAt });
  });

  test('Redis lost its file while a plan waits: approved, and heard by nobody', async () => {
    const jobId = await approvedJob({ attempts: 5 });
    reconcile('believes');
    await waitUntil(() => idsSent().includes(`${jobId}:run:1`));
    expect((await read(jobId)).status).toBe('waiting');
  });

  test('Redis lost its file while a job was under way', async () => {
    const jobId = await startedJob({ unseenSeconds: 400 });
    reconcile('believes');
    await waitUntil(() => idsSent().includes(`${jobId}:run:1`));
  });

  test('our own engine lost its tables, which it says after twenty seconds, and with them what had not begun', async () => {
    const waiting = await createTestJob(database.db);
    await database.db.outbox.update({
      where: { eventId: waiting },
      data: { sentAt: new Date(Date.now() - 25_000), attempts: 1 },
    });
    const jobId = await startedJob({ unseenSeconds: 30 });
    reconcile('forgets', { isEmbedded: true });
    await waitUntil(() => idsSent().includes(`${jobId}:run:1`));
    await waitUntil(() => idsSent().includes(waiting));
    await looksOn();
    expect(idsSent().filter((id) => id === waiting)).toHaveLength(1);
  });

  test('an empty server took the place of the one that had it, and the deadline passed meanwhile', async () => {
    const jobId = await startedJob({ unseenSeconds: 120 });
    await database.db.$executeRaw`
      UPDATE job SET deadline_at = now() - interval '100 seconds' WHERE job_id = ${jobId}::uuid`;
    reconcile('forgets');
    await waitUntil(() => idsSent().includes(`${jobId}:run:1`));
    expect((await read(jobId)).status).toBe('in_progress');
    await startJob(database.db, { jobId, runId: 'next', fence: 1 });
    // It had 20 s left when it was last seen, and has them again.
    const leftMs = ((await read(jobId)).deadlineAt?.getTime() ?? 0) - Date.now();
    expect(leftMs).toBeGreaterThan(0);
  });
});

describe('a run that may still live', () => {
  test.each([
    ['is quiet for two minutes while its server says that it goes on', 'believes', { unseenSeconds: 120 }],
    ['was seen a moment ago', 'forgets', { unseenSeconds: 5 }],
    ['has a server that is out of order', 'is out of order', { unseenSeconds: 4000 }],
  ] as const)('is left where it %s', async (_, what, unseen) => {
    const jobId = await startedJob(unseen);
    reconcile(what);
    await looksOn();
    expect(idsSent().filter((id) => id.startsWith(`${jobId}:`))).toEqual([]);
    expect((await read(jobId)).status).toBe('in_progress');
  });

  test.each([
    ['a server of others forgets it', 'forgets', false],
    ['ours says that it ended: why may be on its way', 'knows the end', true],
  ] as const)('is left for a minute where %s', async (_, what, isEmbedded) => {
    const waiting = await createTestJob(database.db);
    await database.db.outbox.update({
      where: { eventId: waiting },
      data: { sentAt: new Date(Date.now() - 25_000), attempts: 1 },
    });
    const jobId = await startedJob({ unseenSeconds: 25 });
    reconcile(what, { isEmbedded });
    await looksOn();
    expect(idsSent().filter((id) => id.startsWith(`${jobId}:`) || id === waiting)).toEqual([]);
    expect((await read(jobId)).status).toBe('in_progress');
  });

  test('is left where the engine is the embedded one, which knows', async () => {
    const jobId = await startedJob({ unseenSeconds: 4000 });
    reconcile('believes', { isEmbedded: true });
    await waitUntil(() => askedFor > 2);
    expect(idsSent().filter((id) => id.startsWith(`${jobId}:`))).toEqual([]);
  });
});

test('a run that ended without ending its job fails it', async () => {
  const jobId = await startedJob({ unseenSeconds: 120 });
  reconcile('knows the end');
  await waitUntil(async () => (await read(jobId)).status === 'failed');
  expect((await read(jobId)).error).toMatchObject({ code: 'engine_lost' });
});

test('what nobody hears is sent again later and later, and ends at last', async () => {
  const jobId = await startedJob({ unseenSeconds: 120 });
  reconcile('forgets');
  await waitUntil(() => idsSent().includes(`${jobId}:run:1`));
  await looksOn();
  expect(idsSent().filter((id) => id.startsWith(`${jobId}:run:`))).toHaveLength(1);
  await database.db.$executeRaw`
    UPDATE job SET run_asked_at = now() - interval '90 seconds' WHERE job_id = ${jobId}::uuid`;
  await looksOn(); // less than twice a minute
  expect(idsSent().filter((id) => id.startsWith(`${jobId}:run:`))).toHaveLength(1);
  await database.db.$executeRaw`
    UPDATE job SET run_asked_at = now() - interval '130 seconds' WHERE job_id = ${jobId}::uuid`;
  await waitUntil(() => idsSent().includes(`${jobId}:run:2`));
  await database.db.$executeRaw`
    UPDATE job SET deadline_at = now() - interval '11 minutes', run_seen_at = now() - interval '1 hour'
    WHERE job_id = ${jobId}::uuid`;
  await waitUntil(async () => (await read(jobId)).status === 'failed');
  expect((await read(jobId)).error).toMatchObject({ code: 'deadline_exceeded' });
  expect(await askForRun(database.db, { jobId, fence: 2 })).toBe(false);
});

test('an approval that nobody hears is sent after 2, 4, 8 … seconds, under a new id each time', async () => {
  const jobId = await approvedJob({ attempts: 3 });
  await database.db.outbox.update({
    where: { eventId: `${jobId}:approved` },
    data: { sentAt: new Date(Date.now() - 6_000) },
  });
  reconcile('is out of order');
  await looksOn();
  expect(idsSent().filter((id) => id.startsWith(`${jobId}:`))).toEqual([]);
  await database.db.outbox.update({
    where: { eventId: `${jobId}:approved` },
    data: { sentAt: new Date(Date.now() - 9_000) },
  });
  await waitUntil(() => idsSent().includes(`${jobId}:approved:4`));
  await looksOn();
  expect(idsSent().filter((id) => id.startsWith(`${jobId}:`))).toEqual([`${jobId}:approved:4`]);
});
