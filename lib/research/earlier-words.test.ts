import { expect, test } from 'vitest';
import type { ChatMessage } from '#lib/schema/chat-message.ts';
import { earlierWords, spellOut } from './earlier-words.ts';

const conversation: ChatMessage[] = [
  { role: 'user', content: 'How do I stream text from a route handler?' },
  { role: 'assistant', content: 'Like this.\n\n## Back pressure\n\nIt waits.' },
];

test('a question that points back is given the words of what was asked and of the headings of the answer', () => {
  expect(earlierWords({ question: 'Which of those helpers sets the headers?', conversation })).toBe(
    'stream text route handler Back pressure',
  );
});

test.each(['Why?', 'And in Deno?', 'What about errors while it is sent?'])(
  'so is a question that says little by itself: %s',
  (question) => {
    expect(earlierWords({ question, conversation })).toContain('stream');
  },
);

test('a question that stands by itself is left alone, and so is one that nothing was said before', () => {
  const question = 'How do I configure Tailwind CSS with PostCSS?';
  expect(earlierWords({ question, conversation })).toBe('');
  expect(earlierWords({ question: 'Which of those?', conversation: [] })).toBe('');
});

test('words that the question has are not said again', () => {
  const words = earlierWords({ question: 'Does it stream headers?', conversation });
  expect(words.split(' ')).not.toContain('stream');
  expect(words).toContain('handler');
});

test('behind several follow-ups the question that stood by itself is still there, what was before it is not', () => {
  const longer: ChatMessage[] = [
    { role: 'user', content: 'Where do penguins spend the southern winter months?' },
    ...conversation,
    { role: 'user', content: 'And its timeout?' },
  ];
  const words = earlierWords({ question: 'Can I change that?', conversation: longer });
  expect(words).toContain('timeout');
  expect(words).toContain('handler');
  expect(words).not.toContain('penguins');
});

test('however much was said, it stays a handful of words', () => {
  const content = Array.from({ length: 200 }, (_, index) => `subject${index}`).join(' ');
  const words = earlierWords({ question: 'Why?', conversation: [{ role: 'user', content }] });
  expect(words.split(' ').length).toBeLessThanOrEqual(16);
});

test('wishes that quotes cannot grant and thanks are no part of what was asked', () => {
  const longer: ChatMessage[] = [
    ...conversation,
    { role: 'user', content: 'In German, please' },
    { role: 'user', content: 'Are you sure?' },
    { role: 'user', content: 'Thanks a lot!' },
  ];
  expect(earlierWords({ question: 'And in Deno?', conversation: longer })).toBe(
    'stream text route handler Back pressure',
  );
});

test.each([
  ['Give me an example, please!', 'Give me an example, please: stream text route handler'],
  ['gib mir ein Beispiel', 'gib mir ein Beispiel: stream text route handler'],
  ['More details?', 'More details: stream text route handler'],
  ['Give me an example of a header', 'Give me an example of a header'],
])('a wish for more says of what: %s', (question, spelled) => {
  expect(spellOut({ question, conversation })).toBe(spelled);
  expect(spellOut({ question, conversation: [] })).toBe(question);
});
