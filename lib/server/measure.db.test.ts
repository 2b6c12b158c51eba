import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { measure } from './measure.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Node = {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
};

/** How many rows of tables and indexes a scrape reads, by the plans with which PostgreSQL answers it. */
async function rowsRead(): Promise<number> {
  const asked: string[] = [];
  const db = new Proxy(database.db, {
    get: (target, name) =>
      name === '$queryRaw'
        ? (text: TemplateStringsArray, ...values: unknown[]) => {
            expect(values).toEqual([]);
            asked.push(text.join(''));
            return target.$queryRaw(text);
          }
        : Reflect.get(target, name),
  }) as Db;
  await measure(db);
  expect(asked.length).toBeGreaterThan(0);
  let rows = 0;
  for (const text of asked) {
    const [row] = await database.db.$queryRawUnsafe<{ 'QUERY PLAN': [{ Plan: Node }] }[]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    );
    if (row) rows += readBy(row['QUERY PLAN'][0].Plan);
  }
  return rows;
}

const readBy = (node: Node): number =>
  (node.Plans ?? []).reduce((sum, each) => sum + readBy(each), 0) +
  (node['Node Type'].includes('Scan')
    ? node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0))
    : 0);

test('a scrape reads no more when thousands of jobs have ended and their events are sent', async () => {
  for (let made = 0; made < 3; made += 1) await createTestJob(database.db);
  const before = await rowsRead();
  await database.db.$executeRaw`
    INSERT INTO job (job_id, user_id, job_type, status, input_data, deadline_seconds, completed_at)
    SELECT gen_random_uuid(), 'local', 'research', (ARRAY['complete', 'failed', 'cancelled'])[1 + n % 3], '{}', 60, now()
    FROM generate_series(1, 6000) AS n`;
  await database.db.$executeRaw`
    INSERT INTO outbox (event_id, name, data, sent_at) SELECT n::text, 'job/research.requested', '{}', now()
    FROM generate_series(1, 6000) AS n`;
  await database.db.$executeRawUnsafe('VACUUM (ANALYZE) job, outbox');
  expect(before).toBeGreaterThan(0);
  // A plan may look at a row twice, by way of a bitmap.
  expect(await rowsRead()).toBeLessThanOrEqual(3 * before);
  const samples = await measure(database.db);
  expect(samples).toContainEqual({
    name: 'intentui_jobs',
    labels: { type: 'research', status: 'pending' },
    value: 3,
  });
  expect(samples).toContainEqual({ name: 'intentui_queue_depth', value: 3 });
});
