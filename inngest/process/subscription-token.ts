import { getSubscriptionToken } from 'inngest/realtime';
import { jobUpdates, userUpdates } from '#inngest/channels.ts';
import { inngest } from '#inngest/client.ts';
import { updateTopic } from '#lib/schema/job-update.ts';

/** Asks the engine for a token with which a browser may listen to one channel, for a minute. */
export async function getSubscriptionKey(about: { userId: string } | { jobId: string }): Promise<string> {
  const channel = 'jobId' in about ? jobUpdates(about) : userUpdates(about);
  const { key } = await getSubscriptionToken(inngest, { channel, topics: [updateTopic] });
  if (!key) throw new Error('the engine gave no token');
  return key;
}
