import type { Caller } from '#lib/access/caller.ts';
import { countJob } from '#lib/access/count-job.ts';
import { runtime } from './runtime.ts';

/**
 * Takes a job by `work` within what the caller's key may have; without a key there is no limit. What turns out to be a
 * job that was there already does not count. Throws `too_many_jobs`.
 */
export async function takeJob<T extends { isNew: boolean }>(
  { userId, key }: Caller,
  work: () => Promise<T>,
): Promise<T> {
  if (!key) return work();
  const { db, config } = runtime();
  const { giveBack } = await countJob(db, { keyId: key.id, userId }, config);
  try {
    const taken = await work();
    if (!taken.isNew) await giveBack();
    return taken;
  } catch (error) {
    await giveBack();
    throw error;
  }
}
