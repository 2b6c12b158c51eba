import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ListedJob } from '#lib/schema/job.ts';
import { JobRow } from './job-row.tsx';

const base: ListedJob = {
  job_id: 'j',
  user_id: 'local',
  job_type: 'judge',
  status: 'complete',
  phase: null,
  priority: 5,
  input_data: { text: 'It holds.' },
  error: null,
  progress: 1,
  attempt: 1,
  metadata: {},
  budget: null,
  usage: { input_tokens: 0, output_tokens: 0, searches: 0, pages: 0, cost_usd: 0 },
  judge: null,
  partial: false,
  winner: null,
  rerun_of: null,
  created_at: '2026-01-01T00:00:00.000Z',
  started_at: '2026-01-01T00:00:00.000Z',
  completed_at: '2026-01-01T00:00:01.000Z',
  deadline_at: null,
  last_seq: 9,
  urls: { self: '', stream: '', events: '', page: '' },
};
const place = { now: new Date(base.created_at), index: 0, count: 1, top: 0, measure: () => {} };

/** The bar of a row: each pattern with its width in percent. */
function barOf(judged: { claims: number; supported: number; copied: number; unchecked: number }) {
  const judge = { overall: null, overall_is: 'score' as const, ...judged };
  const markup = renderToStaticMarkup(<JobRow job={{ ...base, judge }} {...place} />);
  const parts = [...markup.matchAll(/pattern-(\w+)" style="width:([\d.]+)%/g)];
  return Object.fromEntries(parts.map(([, pattern, width]) => [pattern, Number(width)]));
}

test('the bar of a row shows what could not be checked as that, and not as what fails', () => {
  expect(barOf({ claims: 1, supported: 0, copied: 0, unchecked: 1 })).toEqual({ unchecked: 100 });
  expect(barOf({ claims: 4, supported: 2, copied: 1, unchecked: 1 })).toEqual({
    supported: 25,
    copied: 25,
    partly: 25,
    unchecked: 25,
  });
  expect(barOf({ claims: 2, supported: 1, copied: 0, unchecked: 0 })).toEqual({ supported: 50, partly: 50 });
});
