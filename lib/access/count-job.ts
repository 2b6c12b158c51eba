import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { count as countWords } from '#lib/schema/count.ts';

const askAgainSeconds = 10;

/**
 * Counts a job that is about to be taken for a key. Throws `too_many_jobs` when its user has as many at work as may be,
 * or when it had its jobs of the day, which begins at midnight UTC by the database's clock. `giveBack` takes the count
 * back where no job came of it.
 */
export async function countJob(
  db: Db,
  { keyId, userId }: { keyId: string; userId: string },
  { KEY_JOBS_AT_ONCE, KEY_JOBS_PER_DAY }: Pick<Config, 'KEY_JOBS_AT_ONCE' | 'KEY_JOBS_PER_DAY'>,
): Promise<{ giveBack(): Promise<void> }> {
  const active = await db.job.count({
    where: { userId, status: { in: ['pending', 'in_progress', 'waiting'] } },
  });
  if (active >= KEY_JOBS_AT_ONCE)
    throw new AppError('too_many_jobs', `${countWords(active, 'job')} at work, and no more may be at once.`, {
      retryAfterSeconds: askAgainSeconds,
    });
  const giveBack = async () => {
    await db.$executeRaw`UPDATE key_use SET count = count - 1 WHERE key_id = ${keyId}::uuid AND kind = 'jobs' AND count > 0`;
  };
  const [{ count, seconds }] = await db.$queryRaw<[{ count: number; seconds: number }]>`
    INSERT INTO key_use (key_id, kind, window_start, count)
    VALUES (${keyId}::uuid, 'jobs', date_trunc('day', now(), 'UTC'), 1)
    ON CONFLICT (key_id, kind) DO UPDATE SET
      count = CASE WHEN key_use.window_start = excluded.window_start THEN key_use.count + 1 ELSE 1 END,
      window_start = excluded.window_start
    RETURNING count, extract(epoch FROM window_start + interval '1 day' - now())::float AS seconds`;
  if (count <= KEY_JOBS_PER_DAY) return { giveBack };
  await giveBack();
  throw new AppError(
    'too_many_jobs',
    `This key has had its ${countWords(KEY_JOBS_PER_DAY, 'job')} of the day.`,
    {
      retryAfterSeconds: Math.ceil(seconds),
    },
  );
}
