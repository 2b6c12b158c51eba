import { expect, test } from 'vitest';
import type { ListedJob } from '#lib/schema/job.ts';
import { describeJob } from './describe-job.ts';

const job = (change: Partial<ListedJob>): ListedJob => ({
  job_id: 'j',
  user_id: 'local',
  job_type: 'research',
  status: 'pending',
  phase: null,
  priority: 5,
  input_data: { query: 'Why?', preset: 'quick' },
  error: null,
  progress: 0,
  attempt: 0,
  metadata: {},
  budget: null,
  usage: { input_tokens: 0, output_tokens: 0, searches: 0, pages: 3, cost_usd: 0 },
  judge: null,
  partial: false,
  winner: null,
  rerun_of: null,
  created_at: '2026-01-01T00:00:00.000Z',
  started_at: null,
  completed_at: null,
  deadline_at: null,
  last_seq: 1,
  urls: { self: '', stream: '', events: '', page: '' },
  ...change,
});
const error = { code: 'model_failed', message: 'The model was silent', retryable: true, attempt: 4 };

const judged = (told: Partial<NonNullable<ListedJob['judge']>>) => ({
  ...{ overall: null, overall_is: 'score' as const, claims: 0, supported: 0, copied: 0, unchecked: 0 },
  ...told,
});
const unused = { input_tokens: 0, output_tokens: 0, searches: 0, pages: 0, cost_usd: 0 };

test.each<[Partial<ListedJob>, string]>([
  [{}, 'Waiting for its turn · quick'],
  [
    { queue: { place: 3, starts_in_seconds: 118, ahead: false } },
    'Number 3 in line, begins in about 2 minutes · quick',
  ],
  [{ status: 'in_progress', phase: 'gather' }, 'Searching · quick'],
  [{ status: 'in_progress', phase: null, input_data: {}, job_type: 'judge' }, 'Starting · judge'],
  [{ status: 'in_progress', phase: 'extract', job_type: 'judge' }, 'Matching · judge'],
  [
    { status: 'complete', judge: judged({ overall: 0.9, claims: 24, supported: 21 }) },
    '21 of 24 claims supported',
  ],
  [
    {
      status: 'complete',
      judge: judged({ overall: 0.16, overall_is: 'relevance', claims: 6, supported: 6, copied: 6 }),
    },
    'Estimated relevance 0.16 · 6 quotes, word for word',
  ],
  [{ status: 'complete', judge: judged({ claims: 1, unchecked: 1 }) }, '1 claim not checked'],
  [{ status: 'complete', judge: judged({ overall: 0, claims: 0, supported: 0 }) }, 'Nothing was found'],
  [{ status: 'complete' }, 'The report is ready'],
  [{ status: 'complete', job_type: 'stream' }, 'The answer is ready'],
  [{ status: 'complete', job_type: 'stream', partial: true }, 'The answer is ready · partial'],
  [{ status: 'complete', job_type: 'judge', winner: 'b' }, 'Text B is better'],
  [{ status: 'complete', job_type: 'judge', winner: 'tie' }, 'Neither text is better'],
  [{ status: 'failed', error: { ...error, step: 'judge' } }, 'The model was silent (step “judge”)'],
  [{ status: 'cancelled', phase: 'synthesize' }, 'Stopped while writing, 3 pages kept'],
  [{ status: 'cancelled', phase: 'decompose', job_type: 'stream', usage: unused }, 'Stopped while preparing'],
])('the second line says the most useful thing: %o', (change, words) => {
  expect(describeJob(job(change))).toBe(words);
});
