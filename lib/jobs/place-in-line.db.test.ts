import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { completeJob, createJob, startJob } from './jobs.ts';
import { placeInLine, placesInLine } from './place-in-line.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());

async function submit(priority: number): Promise<string> {
  const order = { userId: 'local', jobType: 'research', input: { query: 'q' }, metadata: {} };
  return (await createJob(db, { ...order, priority, deadlineSeconds: 60 })).job.jobId;
}
const placeOf = async (jobId: string) => (await placeInLine(db, jobId))?.place;

test('a job knows its place among those that have not begun, and a higher one goes before them', async () => {
  const [first, second, third] = [await submit(5), await submit(5), await submit(5)];
  expect([await placeOf(first), await placeOf(second), await placeOf(third)]).toEqual([1, 2, 3]);
  expect(await placeInLine(db, third)).toEqual({ place: 3, starts_in_seconds: null, ahead: false });
  const watched = await submit(8);
  expect([await placeOf(watched), await placeOf(first), await placeOf(third)]).toEqual([1, 2, 4]);
  // An hour in line outweighs any priority.
  await db.$executeRaw`UPDATE job SET created_at = created_at - interval '1 hour' WHERE job_id = ${third}::uuid`;
  expect(await placeOf(third)).toBe(1);
  await startJob(db, { jobId: third, runId: 'run' });
  expect(await placeInLine(db, third)).toBeNull();
  expect(await placeOf(watched)).toBe(1);
});

test('what goes ahead takes turns with the others, and is the first of each turn', async () => {
  await db.job.deleteMany({ where: { status: 'pending' } });
  const batch = [await submit(5), await submit(5), await submit(5), await submit(5)];
  const [one, two] = [await submit(5), await submit(5)];
  await db.job.updateMany({ where: { jobId: { in: [one, two] } }, data: { ahead: true } });
  const places = await placesInLine(db, [one, two, ...batch]);
  const order = [...places].sort(([, a], [, b]) => a.place - b.place).map(([jobId]) => jobId);
  expect(order).toEqual([one, batch[0], two, ...batch.slice(1)]);
  expect([...places.values()].map(({ place }) => place).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(places.get(one)?.ahead).toBe(true);
  expect(await placesInLine(db, [])).toEqual(new Map());
});

test('when it begins is told by the pace of the last jobs', async () => {
  for (const minutesAgo of [9, 6, 3]) {
    const jobId = await submit(10);
    await startJob(db, { jobId, runId: 'run' });
    await completeJob(db, { jobId, result: {} });
    await db.$executeRaw`
      UPDATE job SET started_at = now() - ${minutesAgo} * interval '1 minute' WHERE job_id = ${jobId}::uuid`;
  }
  const last = await submit(0);
  const line = await placeInLine(db, last);
  expect(line?.place).toBeGreaterThan(1);
  expect(Math.abs((line?.starts_in_seconds ?? 0) - (line?.place ?? 0) * 180)).toBeLessThanOrEqual(
    line?.place ?? 0,
  );
  expect(await placeInLine(db, '01890000-0000-7000-8000-000000000000')).toBeNull();
});
