import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from './db.ts';
import { createTestDatabase } from './testing/database.ts';
import { createTestJob } from './testing/job.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());

const hostile = 'a\u0000b\ud83dc 🌊';
const clean = 'ab\ufffdc 🌊';

test('what PostgreSQL would refuse is mended in whatever is written, by a model, a statement, a transaction', async () => {
  const jobId = await createTestJob(db);
  const data = { [hostile]: [hostile, { deep: hostile }], at: new Date(0) } as object;
  await db.draft.create({ data: { jobId, name: hostile, data } });
  await db.$transaction(async (tx) => {
    await tx.job.update({ where: { jobId }, data: { metadata: { said: hostile } } });
    await tx.$executeRaw`UPDATE job SET phase = ${hostile} WHERE job_id = ${jobId}::uuid`;
  });
  const draft = await db.draft.findFirstOrThrow({ where: { jobId } });
  expect(draft).toMatchObject({ name: clean, data: { [clean]: [clean, { deep: clean }] } });
  expect(await db.job.findUniqueOrThrow({ where: { jobId } })).toMatchObject({
    phase: clean,
    metadata: { said: clean },
  });
});

test('it is mended in what is asked for too, so that no question is an error', async () => {
  const jobId = await createTestJob(db);
  await db.draft.create({ data: { jobId, name: 'ab', data: {} } });
  expect(await db.draft.count({ where: { jobId, name: 'a\u0000b' } })).toBe(1);
  expect(await db.$queryRaw`SELECT ${'x\u0000'}::text AS x, ${['\u0000y']}::text[] AS y`).toEqual([
    { x: 'x', y: ['y'] },
  ]);
});

test('moments, bytes and numbers stay what they are', async () => {
  const [row] = await db.$queryRaw<{ at: Date; bytes: Uint8Array; big: bigint }[]>`
    SELECT ${new Date(1000)}::timestamptz AS at, ${Buffer.from([0, 255])}::bytea AS bytes, ${12n}::bigint AS big`;
  expect(row?.at).toEqual(new Date(1000));
  expect([...(row?.bytes ?? [])]).toEqual([0, 255]);
  expect(row?.big).toBe(12n);
});
