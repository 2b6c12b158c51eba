import { expect, test } from 'vitest';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Job } from '#lib/schema/job.ts';
import { type Draft, draftOf, emptyDraft } from './draft.ts';
import { missingField, toJob } from './to-job.ts';

const ids = ['documents', 'wikipedia', 'arxiv'];
type Change = { type?: string; priority?: number } & Record<string, unknown>;
const draft = ({ type = 'research', priority = 5, ...fields }: Change): Draft => ({
  ...emptyDraft,
  type,
  priority,
  fields: { [type]: fields },
});
const inputOf = (change: Change) => toJob(draft(change), ids).input_data;

test('sources are named only when one of them is left out', () => {
  const question = ' Why? ';
  expect(inputOf({ question })).toEqual({ query: 'Why?', preset: 'standard' });
  expect(inputOf({ question, leftOut: ['arxiv', 'gone'], approvePlan: true })).toEqual({
    query: 'Why?',
    preset: 'standard',
    approve_plan: true,
    sources: ['documents', 'wikipedia'],
  });
});

test('a prompt is sent exactly as it was typed, instructions only where there are any', () => {
  expect(inputOf({ type: 'stream', prompt: ' Sum up:\n x ', instructions: ' ' })).toEqual({
    prompt: ' Sum up:\n x ',
  });
});

const sources = [
  { key: '1', kind: 'text', title: ' Notes ', content: 'It rains.' },
  { key: '2', kind: 'url', title: '', content: ' https://example.org/a ' },
];

test('a text is judged alone or beside a second one, by texts and addresses', () => {
  expect(inputOf({ type: 'judge', text: 'A.', other: 'left over', question: 'So?', sources })).toEqual({
    text: 'A.',
    question: 'So?',
    sources: [{ text: 'It rains.', title: 'Notes' }, { url: 'https://example.org/a' }],
  });
  expect(inputOf({ type: 'judge', text: 'A.', other: 'B.', compares: true })).toEqual({
    text_a: 'A.',
    text_b: 'B.',
  });
});

const filled: Change[] = [
  { type: 'research', question: 'Why?', preset: 'deep', approvePlan: true, priority: 9 },
  { type: 'research', question: 'What is shown?', images: 'a.png\nhttps://a.example/b.jpg' },
  {
    type: 'research',
    question: 'What is new?',
    after: '2026-01-01',
    before: '2026-06-30',
    language: 'pt-BR',
    onlySites: ' example.org,\nexample.com ',
    notSites: 'example.net',
  },
  { type: 'stream', prompt: 'Say hello', instructions: 'Briefly' },
  { type: 'stream', prompt: 'What does it say?', documents: ['0198f5a4-7d3c-7abc-8def-0123456789ab'] },
  { type: 'judge', text: 'A.', question: 'So?', sources },
  { type: 'judge', text: 'A.', other: 'B.', compares: true },
];

test.each(filled)('a form that is filled in makes what the contract takes: %o', (change) => {
  expect(jobTypeOf({ job_type: change.type ?? '' }).input.safeParse(inputOf(change)).error).toBeUndefined();
});

test.each(filled)('a job can be asked again from its own input: %o', (change) => {
  const sent = toJob(draft(change), ids);
  const again = draftOf(sent as unknown as Job);
  expect(again && toJob(again, ids)).toEqual(sent);
});

test('a search is limited by what stands in its fields, and by nothing where they are empty', () => {
  const limits = { after: '2026-01-01', language: ' de ', onlySites: 'a.example, b.example;c.example' };
  expect(inputOf({ question: 'q', ...limits })).toMatchObject({
    search: {
      published_after: '2026-01-01',
      language: 'de',
      include_domains: ['a.example', 'b.example', 'c.example'],
    },
  });
  expect(inputOf({ question: 'q', onlySites: ' , ', language: ' ' })).not.toHaveProperty('search');
});

test('pictures are named one a line, and none where nothing is written', () => {
  const images = ' charts/a.png \n\nhttps://a.example/b.jpg\n';
  expect(inputOf({ question: 'q', images })).toMatchObject({
    images: ['charts/a.png', 'https://a.example/b.jpg'],
  });
  expect(inputOf({ question: 'q', images: ' \n' })).not.toHaveProperty('images');
});

test('what is still missing is found in the order of the fields', () => {
  expect(missingField(draft({ question: ' ' }))).toBe('question');
  expect(missingField(draft({ question: 'Why?' }))).toBeNull();
  expect(missingField(draft({ type: 'stream' }))).toBe('prompt');
  expect(missingField(draft({ type: 'judge', text: 'A.' }))).toBeNull();
  expect(missingField(draft({ type: 'judge', text: 'A.', compares: true }))).toBe('other');
});
