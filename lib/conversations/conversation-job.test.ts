import { describe, expect, test } from 'vitest';
import type { StreamInput } from '#lib/job-types/stream/schema.ts';
import { type EarlierTurn, followUp } from './conversation-job.ts';

const verdict = {
  relevance: { score: 1, reason: '' },
  correctness: { score: 1, reason: '' },
  completeness: { score: 1, reason: '' },
  overall: 1,
  claims: [],
  judged_by: 'built-in',
};
const report = (markdown: string, nothing_found = false) => ({
  markdown,
  sentences: [],
  citations: [],
  nothing_found,
});
const plan = { sub_questions: [{ question: 'q', queries: ['q'], expects: '' }] };

function researched(jobId: string, markdown = 'It waits.[1](#cite-1)', nothingFound = false): EarlierTurn {
  const result = { plan, report: report(markdown, nothingFound), verdict, partial: null };
  return { text: `Question ${jobId}?`, job: { jobId, jobType: 'research', status: 'complete', result } };
}
function answered(jobId: string, text: string, cited = false): EarlierTurn {
  const result = {
    text,
    model: 'm',
    finish_reason: 'stop',
    report: cited ? report(text) : null,
    partial: null,
  };
  return { text: `Question ${jobId}?`, job: { jobId, jobType: 'stream', status: 'complete', result } };
}
const id = (number: number) => `019a0000-0000-7000-8000-0000000000${String(number).padStart(2, '0')}`;

test('the first message is asked alone', () => {
  expect(followUp({ text: 'One?', mode: 'answer', earlier: [] })).toEqual({
    jobType: 'stream',
    input: { messages: [{ role: 'user', content: 'One?' }] },
  });
  const { jobType, input } = followUp({ text: 'One?', mode: 'research', earlier: [] });
  expect(jobType).toBe('research');
  expect(input).toMatchObject({ query: 'One?' });
  expect(input).not.toHaveProperty('conversation');
  expect(input).not.toHaveProperty('evidence_from');
});

test('what was said goes with the next message, without citation marks, and the report as evidence', () => {
  const { input } = followUp({ text: 'Why?', mode: 'research', earlier: [researched(id(1))] });
  expect(input).toMatchObject({
    conversation: [
      { role: 'user', content: `Question ${id(1)}?` },
      { role: 'assistant', content: 'It waits.' },
    ],
    evidence_from: [id(1)],
  });
});

test('evidence comes from what rests on pages, the newest five of it', () => {
  const earlier = [
    answered(id(9), 'Said by a model.'),
    ...[1, 2, 3, 4, 5, 6].map((number) => researched(id(number))),
    researched(id(8), 'Nothing was found.', true),
    answered(id(7), 'Quoted.[1](#cite-1)', true),
  ];
  const { input } = followUp({ text: 'Why?', mode: 'answer', earlier });
  expect(input.evidence_from).toEqual([3, 4, 5, 6, 7].map(id));
});

test('a question that was cancelled, or whose answer was erased, stands without an answer', () => {
  const earlier: EarlierTurn[] = [
    { text: 'Cancelled?', job: { jobId: id(1), jobType: 'research', status: 'cancelled', result: null } },
    { text: 'Erased?', job: null },
  ];
  const { input } = followUp({ text: 'Why?', mode: 'answer', earlier });
  expect((input as StreamInput).messages?.map(({ content }) => content)).toEqual([
    'Cancelled?',
    'Erased?',
    'Why?',
  ]);
});

describe('however long a conversation is', () => {
  const long = Array.from({ length: 40 }, (_, index) => answered(id(index), '語'.repeat(9000)));

  test('a job can be asked it, with the newest messages and the question whole', () => {
    const text = '語'.repeat(8000);
    const { input } = followUp({ text, mode: 'answer', earlier: long });
    const { messages = [] } = input as StreamInput;
    expect(messages.at(-1)?.content).toBe(text);
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.at(-2)?.content.endsWith('…')).toBe(true);
    expect(messages.at(-3)?.content).toBe(`Question ${id(39)}?`);
  });

  test('no surrogate pair is torn where a text is cut', () => {
    const { input } = followUp({
      text: 'Why?',
      mode: 'answer',
      earlier: [answered(id(1), `a${'\u{1F600}'.repeat(3000)}`)],
    });
    for (const { content } of (input as StreamInput).messages ?? [])
      expect(content.isWellFormed()).toBe(true);
  });
});
