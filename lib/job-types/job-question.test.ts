import { expect, test } from 'vitest';
import { jobQuestion } from './job-question.ts';

const long = `${'many words '.repeat(20)}end`;

test.each<[string, Record<string, unknown>, string]>([
  ['research', { query: ' Why? ' }, 'Why?'],
  ['stream', { prompt: 'Sum up:\n\nA text.' }, 'Sum up:\n\nA text.'],
  [
    'stream',
    {
      messages: [
        { role: 'user', content: 'First' },
        { role: 'assistant', content: 'Yes' },
        { role: 'user', content: 'And then?' },
      ],
    },
    'And then?',
  ],
  ['judge', { text: '\n# A heading\nMore.' }, 'Judge: A heading'],
  ['judge', { text: 'Words.', question: 'Is it so?' }, 'Judge: Is it so?'],
  ['judge', { text_a: 'One.', text_b: '- Two.' }, 'Compare: One. / Two.'],
  ['judge', { text_a: 'One.', text_b: 'Two.', question: 'Which?' }, 'Compare: Which?'],
  ['judge', {}, 'A judge job'],
  ['stream', { prompt: '' }, 'A stream job'],
])('a %s job is called by what it was asked: %o', (job_type, input_data, title) => {
  expect(jobQuestion({ job_type, input_data })).toBe(title);
});

test('a judged text lends no more than its first words, cut between two', () => {
  const title = jobQuestion({ job_type: 'judge', input_data: { text: long } });
  expect(title).toMatch(/^Judge: many words .* (many|words) …$/);
  expect(title.length).toBeLessThanOrEqual(90);
});
