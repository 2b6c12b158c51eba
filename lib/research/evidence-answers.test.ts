import { expect, test } from 'vitest';
import { evidenceAnswers, planOf } from './evidence-answers.ts';
import type { EvidencePage } from './evidence-page.ts';

const page = (title: string, text: string): EvidencePage => ({
  url: `doc://${title}`,
  title,
  snapshot_id: title,
  text,
  score: 1,
  passages: [],
});
const pages = [
  page(
    'Cache',
    '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. The tool prints with Tailwind colours.\n\n## Clearing\n\nAn entry is cleared by the process that wrote it.',
  ),
  page(
    'Queue',
    '# Queue\n\nThe queue holds at most two hundred jobs. A job that fails is tried three times.',
  ),
];
const answers = (question: string, earlier = '') =>
  evidenceAnswers({ question, earlier, pages, enough: 0.75 });

test('pages that say what is asked for answer it', () => {
  expect(answers('How long does a cache entry live?')).toBe(true);
  expect(answers('How many jobs does the queue hold?')).toBe(true);
});

test('pages that do not know a telling word of the question do not', () => {
  expect(answers('How is a cache entry encrypted with AES?')).toBe(false);
});

test('what stands by itself and is only mentioned is not answered', () => {
  expect(answers('Which colours does Tailwind have?')).toBe(false);
});

test('a follow-up is answered by its own words; what it calls the things of before does not count', () => {
  expect(answers('Which of those helpers clears an entry?', 'cache time')).toBe(true);
  expect(answers('Does that work with Redis clusters?', 'cache time')).toBe(false);
});

test('a question without telling words is answered by what was said before, where there is something', () => {
  expect(answers('Why?', 'cache entry minutes')).toBe(true);
  expect(answers('Why?')).toBe(false);
});

test('no pages answer nothing', () => {
  expect(evidenceAnswers({ question: 'Why is it so?', earlier: 'cache', pages: [], enough: 0.5 })).toBe(
    false,
  );
});

test('what is not searched for is planned with the words that it leaves out, so that its passages are chosen by them', () => {
  expect(planOf('please, how do I remove it?', 'cache entry').sub_questions).toEqual([
    { question: 'How do I remove it?', queries: ['How do I remove it? cache entry'], expects: '' },
  ]);
});
