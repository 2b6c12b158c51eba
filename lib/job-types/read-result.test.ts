import { expect, test } from 'vitest';
import { jobTypeOf } from './job-type-of.ts';
import { readResult } from './read-result.ts';

const answer = {
  text: 'Yes, b',
  model: 'gateway/large',
  finish_reason: 'length',
  report: null,
  partial: null,
};
const judged = {
  verdict: null,
  report: { markdown: 'It rains.', sentences: [], citations: [], nothing_found: false },
  comparison: null,
  limits: ['No sources were given, so no claim could be checked.'],
};

test('an answer that ended at the limit of its model is cut short', () => {
  expect(readResult({ job_type: 'stream', result: answer })).toMatchObject({
    markdown: 'Yes, b',
    model: 'gateway/large',
    cutShort: true,
    report: null,
  });
  expect(readResult({ job_type: 'stream', result: { ...answer, finish_reason: 'stop' } })?.cutShort).toBe(
    false,
  );
});

test('a judgment brings the text that it judged and what it could not see', () => {
  expect(readResult({ job_type: 'judge', result: judged })).toMatchObject({
    markdown: 'It rains.',
    limits: judged.limits,
    comparison: null,
  });
});

test('no result, and one of a form that is not known here, is none', () => {
  expect(readResult({ job_type: 'research', result: null })).toBeNull();
  expect(readResult({ job_type: 'research', result: judged })).toBeNull();
});

test('the texts of a judge job stand there before they are judged, without the marks of other reports', () => {
  const input_data = { text_a: 'It rains.[1](#cite-1)', text_b: 'It snows [2](#cite-2).' };
  expect(jobTypeOf({ job_type: 'judge' }).givenTexts(input_data)).toEqual({ a: 'It rains.', b: 'It snows.' });
  expect(jobTypeOf({ job_type: 'research' }).givenTexts({ query: 'Why?' })).toBeNull();
});
