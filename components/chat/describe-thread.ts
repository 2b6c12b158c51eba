import { stateOfJob } from '#components/job/title-of-job.ts';
import type { Thread } from './use-thread.ts';

/** Where a conversation stands, in a few words for whoever does not see it. */
export function describeThread({
  outgoing,
  newest,
  state,
  stop,
}: Pick<Thread, 'outgoing' | 'newest' | 'state'> & { stop: { isAsked: boolean } }): string {
  if (state === 'refused') return 'The message was not taken.';
  if (state === 'lost') return describeLoss({ outgoing });
  if (stop.isAsked) return 'Stopping.';
  if (outgoing) return 'Sending.';
  return newest ? `${stateOfJob(newest)}.` : '';
}

/** What a lost connection means: an answer goes on without it, a message waits for it. */
export const describeLoss = ({ outgoing }: Pick<Thread, 'outgoing'>): string =>
  outgoing ? 'Connection lost, your message is sent again.' : 'Connection lost, the job goes on.';
