import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveReading, saveSource } from '#lib/evidence/evidence.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { listTables } from '#lib/testing/find-word.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { removeOldRows } from './remove-old-rows.ts';

/** How each table of the product is kept from growing without end. One that is not here yet fails: say how. */
const kept: Record<string, string> = {
  _prisma_migrations: 'one row a migration',
  api_key: 'one row a key, made by an operator',
  conversation: 'JOB_RETENTION_DAYS after its last message',
  document: 'as long as the file is there',
  draft: 'with its job',
  embedding: 'with its passage',
  erasure: 'until the engine has forgotten the job',
  host_turn: 'a day after the last turn',
  idempotency_key: 'a day',
  job: 'JOB_RETENTION_DAYS after its end',
  job_event: 'with its job',
  key_place: 'while its process lives, and an hour',
  key_use: 'two rows a key',
  library_size: 'one row',
  link: 'with its passage',
  model_call: 'with its job; what it cost, 400 days',
  outbox: '7 days after it was sent',
  passage: 'with its document',
  posting: 'with its document',
  quote: 'with its job',
  session: 'until it expires, which the next one that begins sees to',
  snapshot: 'with the last job that rests on it',
  source: 'with its job',
  source_state: 'one row a source',
  term: 'as long as a passage has it',
  title: 'with its document',
  turn: 'with its conversation; its words with its job',
  upload: 'until it is deleted',
  upload_part: 'with its upload',
  web_page: '30 days after it was fresh',
  wrong_key: 'an hour',
};

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A job with all that it may have, ended so many days ago; 0: not ended. */
async function createJobOf(daysAgo: number, page: string): Promise<string> {
  const { db } = database;
  const jobId = await createTestJob(db);
  const found = { sub_question: 0, query: 'q', score: 1, passages: [] };
  const { id } = await saveSource(db, { jobId, sourceId: 'web', url: page, title: 'A', found });
  await saveReading(db, { id, page: { url: page, title: 'A', text: `Words of ${page}.` }, failure: null });
  const conversation = await db.conversation.create({
    data: { conversationId: crypto.randomUUID(), userId: 'local', title: 'Why?' },
  });
  const { conversationId } = conversation;
  const turn = { conversationId, number: 1, messageId: 'm', text: 'Why?', mode: 'answer', jobId };
  await db.turn.create({ data: turn });
  await db.$executeRaw`UPDATE conversation SET updated_at = now() - make_interval(days => ${daysAgo}::int)
    WHERE conversation_id = ${conversationId}::uuid`;
  await db.$executeRaw`UPDATE outbox SET sent_at = now() - make_interval(days => ${daysAgo}::int) WHERE event_id = ${jobId}`;
  await db.$executeRaw`INSERT INTO idempotency_key (user_id, key, body_hash, job_id, created_at)
    VALUES ('local', ${jobId}, 'h', ${jobId}::uuid, now() - make_interval(days => ${daysAgo}::int))`;
  if (daysAgo > 0)
    await db.$executeRaw`UPDATE job SET status = 'complete', completed_at = now() - make_interval(days => ${daysAgo}::int)
      WHERE job_id = ${jobId}::uuid`;
  return jobId;
}

const idsOf = async () =>
  (await database.db.job.findMany({ select: { jobId: true } })).map((row) => row.jobId);

async function removeAll(keepDays: number): Promise<void> {
  while ((await removeOldRows(database.db, { keepDays, thorough: true })).isMore);
}

test('it is known of every table how it is kept from growing', async () => {
  const own = (await listTables(database.db)).flatMap((name) =>
    name.startsWith('public.') ? [name.slice('public.'.length)] : [],
  );
  expect(own).toEqual(Object.keys(kept).sort());
});

test('what is older than it is kept goes in portions, and nothing else does', async () => {
  const { db } = database;
  // More than one portion, and pages that an old job and a new one share.
  for (let index = 0; index < 23; index += 1) await createJobOf(100, `https://a.example/${index}`);
  const recent = await createJobOf(80, 'https://a.example/0');
  const open = await createJobOf(0, 'https://a.example/1');
  // Long waiting, and sent long ago.
  await db.$executeRaw`UPDATE outbox SET sent_at = now() - interval '100 days' WHERE event_id = ${open}`;
  const call = { step: '', call: 1, role: 'writer', modelId: 'm', outcome: 'answered', durationMs: 1 };
  const day = 86_400_000;
  await db.modelCall.createMany({
    data: [399, 401].map((days) => ({
      ...call,
      id: crypto.randomUUID(),
      inputHash: String(days),
      startedAt: new Date(Date.now() - days * day),
    })),
  });
  await db.snapshot.create({ data: { id: crypto.randomUUID(), sha256: 'left', text: 'left' } });

  await removeAll(90);
  expect((await idsOf()).sort()).toEqual([recent, open].sort());
  expect((await db.snapshot.findMany()).map(({ text }) => text).sort()).toEqual([
    'Words of https://a.example/0.',
    'Words of https://a.example/1.',
  ]);
  expect(await db.source.count()).toBe(2);
  expect(await db.conversation.count()).toBe(2);
  expect(await db.turn.count()).toBe(2);
  expect((await db.idempotencyKey.findMany()).map(({ jobId }) => jobId)).toEqual([open]);
  expect((await db.outbox.findMany()).map(({ eventId }) => eventId)).toEqual([open]);
  expect((await db.modelCall.findMany()).map(({ inputHash }) => inputHash)).toEqual(['399']);
  // The engine has forgotten their runs long ago.
  expect(await db.erasure.count()).toBe(0);
});

test('with 0 days jobs and conversations stay for ever', async () => {
  const old = await createJobOf(5000, 'https://a.example/old');
  await removeAll(0);
  expect(await idsOf()).toContain(old);
  expect(await database.db.turn.count({ where: { jobId: old, text: 'Why?' } })).toBe(1);
});

test('what keys had open in processes that died, and wrong keys, go after an hour', async () => {
  const { db } = database;
  const keyId = crypto.randomUUID();
  for (const [name, ago] of [
    ['new', 0],
    ['old', 61],
  ] as const) {
    await db.$executeRaw`INSERT INTO key_place (key_id, kind, process, count, seen_at)
      VALUES (${keyId}::uuid, 'streams', ${name}, 1, now() - make_interval(mins => ${ago}::int))`;
    await db.$executeRaw`INSERT INTO wrong_key (address, window_start, count)
      VALUES (${name}, now() - make_interval(mins => ${ago}::int), 1)`;
  }
  await removeOldRows(db, { keepDays: 90, thorough: false });
  expect((await db.keyPlace.findMany()).map(({ process }) => process)).toEqual(['new']);
  expect((await db.wrongKey.findMany()).map(({ address }) => address)).toEqual(['new']);
});
