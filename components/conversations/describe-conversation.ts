import { formatCount } from '#components/format-count.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Conversation } from '#lib/schema/conversation.ts';

/** Where a conversation stands: what its newest job does, or what came of it. */
export function describeConversation({ turns, last_job: job }: Conversation): string {
  if (!job) return formatCount(turns, 'message');
  switch (job.status) {
    case 'pending':
      return 'Waiting for its turn';
    case 'in_progress':
      return jobTypeOf(job).chat?.doing ?? 'At work';
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

function describeAnswer(job: NonNullable<Conversation['last_job']>, turns: number): string {
  if (turns > 1) return formatCount(turns, 'answer');
  const { noun, textWord, isJudged } = jobTypeOf(job);
  if (!isJudged) return formatCount(1, noun);
  if (!job.claims) return textWord;
  return `${textWord}, ${formatCount(job.claims, job.copied === job.claims ? 'quote' : 'claim')}`;
}
