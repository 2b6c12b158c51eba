import { doing } from '#components/status/phase-words.ts';
import { statusLooks } from '#components/status/status-label.tsx';
import type { Thread } from './use-thread.ts';

/** Where a conversation stands, in a few words for whoever does not see it. */
export function describeThread({
  messages,
  state,
  stop,
}: Pick<Thread, 'messages' | 'state' | 'stop'>): string {
  const last = messages.at(-1);
  if (!last) return '';
  if (state === 'refused') return 'The message was not taken.';
  if (state === 'lost') return describeLoss(messages);
  if (stop.isAsked) return 'Stopping.';
  if (last.role === 'user') return 'Sending.';
  const job = last.parts.find((part) => part.type === 'data-job')?.data;
  if (!job) return '';
  if (job.status !== 'in_progress') return `${statusLooks[job.status].word}.`;
  return `${doing({ job_type: job.job_type ?? '', phase: job.phase })}.`;
}

/** What a lost connection means: an answer goes on without it, a message waits for it. */
export const describeLoss = (messages: Thread['messages']): string =>
  messages.at(-1)?.role === 'user'
    ? 'Connection lost, your message is sent again.'
    : 'Connection lost, the job goes on.';
