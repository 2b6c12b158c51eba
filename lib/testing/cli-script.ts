import type { EventBody } from '#lib/schema/event.ts';
import type { Happening } from './cli-api.ts';

export const markdown = 'It streams text.[1](#cite-1)\n\n```ts\nconst a = 1;\n```\n\n[1](#cite-1)\n';
const progress = (phase: string, value: number): EventBody => ({
  type: 'job-progress',
  status: 'in_progress',
  progress: value,
  phase,
});
/** A research job as events, for tests: `begin`, then `write`, then `end`; `whole` is all of it. */
export const begin: EventBody[] = [
  { type: 'job-created', status: 'pending', progress: 0, job_type: 'research' },
  { type: 'job-started', status: 'in_progress', progress: 0 },
  progress('gather', 0.1),
  { type: 'step-started', step: 'gather:1:1:documents', phase: 'gather', label: 'Search own documents' },
  { type: 'search-end', step: 'gather:1:1:documents', source_id: 'documents', query: 'streamText', hits: 3 },
];
export const write: EventBody[] = [
  progress('synthesize', 0.7),
  { type: 'text-start', text_id: 'report' },
  { type: 'text-delta', text_id: 'report', delta: markdown.slice(0, 9) },
  { type: 'text-delta', text_id: 'report', delta: markdown.slice(9) },
  { type: 'text-end', text_id: 'report', text: markdown },
  {
    type: 'citation-added',
    number: 1,
    source_id: 'documents',
    url: 'doc://ai/a (1).mdx',
    title: 'Stream [text]',
  },
];
const score = { score: 1, reason: 'All of it stands there.' };
export const end: EventBody[] = [
  {
    type: 'verdict',
    verdict: {
      relevance: score,
      correctness: score,
      completeness: score,
      overall: 1,
      claims: [],
      judged_by: 'test',
      accuracy: null,
    },
  },
  { type: 'job-complete', status: 'complete', progress: 1 },
];
export const whole: Happening[] = [...begin, ...write, ...end];
