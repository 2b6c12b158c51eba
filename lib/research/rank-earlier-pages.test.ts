import { expect, test } from 'vitest';
import { rankEarlierPages } from './rank-earlier-pages.ts';

const page = (title: string, text: string, cited = false) => ({ title, text, cited });
const rank = async (
  question: string,
  {
    earlier = '',
    limit = 10,
    ...given
  }: { earlier?: string; limit?: number; pages?: ReturnType<typeof page>[] } = {},
) => {
  const pages = given.pages ?? [
    page('Queue', 'The queue holds two hundred jobs.'),
    page('Cache', 'A cache entry lives for fifteen minutes.'),
    page('Clock', 'A clock shows minutes and hours.'),
  ];
  return (await rankEarlierPages({ question, earlier, pages, limit })).map(({ title }) => title);
};

test('the page that says most about the question comes first', async () => {
  expect((await rank('How long does a cache entry live?'))[0]).toBe('Cache');
  expect((await rank('How many jobs are in the queue?'))[0]).toBe('Queue');
});

test('words that the question leaves out count, but less than its own', async () => {
  expect((await rank('How many minutes?', { earlier: 'clock' }))[0]).toBe('Clock');
  expect((await rank('And the queue?', { earlier: 'clock hours' }))[0]).toBe('Queue');
});

test('of pages that say the same, the one that a report rests on comes first', async () => {
  const pages = [page('One', 'A cache entry.'), page('Two', 'A cache entry.', true)];
  expect(await rank('Which cache entry?', { pages })).toEqual(['Two', 'One']);
});

test('no more than asked for, and none of none', async () => {
  expect(await rank('cache', { limit: 2 })).toHaveLength(2);
  expect(await rank('cache', { pages: [] })).toEqual([]);
});

test('an abort ends it', async () => {
  const pages = [page('One', 'text')];
  const ranking = rankEarlierPages({
    question: 'q',
    earlier: '',
    pages,
    limit: 1,
    signal: AbortSignal.abort(),
  });
  await expect(ranking).rejects.toThrow();
});
