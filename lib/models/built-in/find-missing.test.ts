import { expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { findMissing } from './find-missing.ts';

const missing = (question: string, text: string) => findMissing(testQuotes(text), question)(question);
const router = 'The router of a server component can be mocked in a test.';

test('a page that takes up the question answers it', () => {
  expect(missing('How can the router of a server component be mocked?', router)).toEqual({
    isAnswered: true,
    missing: [],
  });
});

test('a name that is asked for and stands nowhere is lacking', () => {
  expect(missing('How can the router of a server component be mocked in Storybook?', router).missing).toEqual(
    ['Storybook'],
  );
});

test('a name that stands only in a page about something else is lacking too', () => {
  const question = 'How can the router of a server component be mocked in Storybook?';
  const quotes = [
    ...testQuotes(router, { url: 'doc://a' }),
    ...testQuotes('Packages that are external: Storybook, Puppeteer.', { url: 'doc://b', from: 9 }),
  ];
  expect(findMissing(quotes, question)(question).missing).toEqual(['Storybook']);
});

test('a number is no name', () => {
  expect(missing('How can the router of 130 server components be mocked?', router).isAnswered).toBe(true);
});

test('a price has to be a price', () => {
  const question = 'What does a model cost through the gateway?';
  expect(
    missing(question, 'The cost of a model through the gateway is shown in the dashboard.').missing,
  ).toEqual(['a price']);
  expect(missing(question, 'The cost of a model through the gateway is $3 in all.').isAnswered).toBe(true);
});

test('pages that share few words with the question do not answer it', () => {
  expect(missing('When is the best time to visit the beaches of the south?', router)).toEqual({
    isAnswered: false,
    missing: [],
  });
});
