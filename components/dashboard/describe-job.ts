import { formatCount, formatScore } from '#components/format-count.ts';
import { doing } from '#components/status/phase-words.ts';
import { countClaims } from '#lib/client/count-claims.ts';
import { queueWords } from '#lib/client/queue-words.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { ListedJob } from '#lib/schema/job.ts';
import { scoreWord } from '#lib/schema/name-score.ts';

/** The most useful thing to say about a job in its status, in a few words. */
export function describeJob(job: ListedJob): string {
  const kind = jobTypeOf(job).preset(job.input_data) ?? job.job_type;
  switch (job.status) {
    case 'pending':
      return `${job.queue ? queueWords(job.queue) : 'Waiting for its turn'} · ${kind}`;
    case 'in_progress':
      return `${doing(job)} · ${kind}`;
    case 'waiting':
      return `The plan waits for you · ${kind}`;
    case 'complete':
      return describeResult(job);
    case 'failed':
      return job.error ? `${job.error.message}${atStep(job.error.step)}` : 'It failed without saying why';
    case 'cancelled':
      return `Stopped while ${doing(job).toLowerCase()}${describeKept(job)}`;
    default:
      return job.status satisfies never;
  }
}

function describeResult(job: ListedJob): string {
  const partial = job.partial ? ' · partial' : '';
  return `${describeJudgment(job) ?? jobTypeOf(job).ready}${partial}`;
}

function describeJudgment(job: ListedJob): string | null {
  const { judge, winner } = job;
  if (winner) return winner === 'tie' ? 'Neither text is better' : `Text ${winner.toUpperCase()} is better`;
  if (!judge) return null;
  if (judge.claims === 0) return jobTypeOf(job).noClaims;
  const { overall, overall_is } = judge;
  // A score of the whole has a column of its own.
  const word = overall_is === 'score' ? '' : `${scoreWord(overall_is)} ${formatScore(overall)} · `;
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}${countClaims(judge)}`;
}

const describeKept = (job: ListedJob): string =>
  jobTypeOf(job).searches || job.usage.pages > 0 ? `, ${formatCount(job.usage.pages, 'page')} kept` : '';

const atStep = (step: string | null): string => (step === null ? '' : ` (step “${step}”)`);
