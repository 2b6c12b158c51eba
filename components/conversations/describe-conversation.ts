import { formatCount } from '#components/format-count.ts';
import type { Conversation } from '#lib/schema/conversation.ts';

/** Where a conversation stands: what its newest job does, or what came of it. */
export function describeConversation({ turns, last_job: job }: Conversation): string {
  if (!job) return formatCount(turns, 'message');
  switch (job.status) {
    case 'pending':
      return 'Waiting for its turn';
    case 'in_progress':
      return job.job_type === 'research' ? 'Researching' : 'Answering';
    case 'waiting':
      return 'The plan waits for you';
    case 'complete':
      return describeAnswer(job, turns);
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
    default:
      return job.status satisfies never;
  }
}

function describeAnswer({ job_type, claims }: NonNullable<Conversation['last_job']>, turns: number): string {
  if (turns > 1) return formatCount(turns, 'answer');
  if (job_type === 'stream') return formatCount(1, 'answer');
  return claims === null ? 'Report' : `Report, ${formatCount(claims, 'claim')}`;
}
