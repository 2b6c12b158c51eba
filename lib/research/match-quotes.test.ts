import { expect, test } from 'vitest';
import type { Sentence } from '#lib/schema/report.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { matchQuotes } from './match-quotes.ts';
import { splitClaims } from './split-claims.ts';

const page = (name: string, text: string) => ({ url: `given:${name}`, title: name, snapshot_id: name, text });
const cache = page(
  'Cache',
  '# Cache\n\nA cache entry lives for fifteen minutes. An entry is cleared by the process that wrote it.\n\n- It holds at most 50 megabytes on disk.\n\n| size | 50 MB |\n| --- | --- |',
);
const birds = page('Birds', 'Penguins breed in winter. They huddle against the cold.');
const plan = {
  sub_questions: [
    { question: 'How long does an entry live?', queries: ['q'], expects: '' },
    { question: 'Where do penguins breed?', queries: ['q'], expects: '' },
  ],
};
const match = (
  text: string,
  pages = [cache, birds],
  options: { perClaim?: number; firstNumber?: number; signal?: AbortSignal } = {},
) => matchQuotes({ sentences: splitClaims(text), plan, pages, ...options });

test('each claim gets the words of the sources that speak to it best, verbatim at their offsets', async () => {
  const { sentences, quotes } = await match('An entry lives for fifteen minutes. Penguins breed in winter.');
  for (const { snapshot_id, start, end, text } of quotes) {
    const source = [cache, birds].find((page) => page.snapshot_id === snapshot_id);
    expect(source?.text.slice(start, end)).toBe(text);
  }
  const textOf = (sentence?: Sentence) => quotes.find(({ number }) => number === sentence?.quotes[0])?.text;
  expect(textOf(sentences[0])).toBe('A cache entry lives for fifteen minutes.');
  expect(textOf(sentences[1])).toBe('Penguins breed in winter.');
  expect(quotes.map(({ sub_question }) => sub_question)).toEqual(expect.arrayContaining([0, 1]));
  expect(quotes.find(({ url }) => url === birds.url)).toMatchObject({ title: 'Birds', sub_question: 1 });
});

test('quotes are numbered on from a number, each unit once, in the order of pages and text', async () => {
  const { sentences, quotes } = await match(
    'The entry lives long. An entry lives for fifteen minutes.',
    undefined,
    { firstNumber: 5 },
  );
  expect(quotes.map(({ number }) => number)).toEqual(quotes.map((_, at) => 5 + at));
  expect(new Set(quotes.map(({ start, url }) => `${url} ${start}`)).size).toBe(quotes.length);
  expect(sentences[0]?.quotes[0]).toBe(sentences[1]?.quotes[0]);
});

test('what the sources do not speak of gets no quote, and questions get none', async () => {
  const { sentences, quotes } = await match(
    'Volcanoes erupt on Jupiter. Does an entry live for fifteen minutes?',
  );
  expect(sentences.map((sentence) => sentence.quotes)).toEqual([[], []]);
  expect(quotes).toEqual([]);
});

test('a claim gets no more quotes than are wanted', async () => {
  const { sentences } = await match('An entry of the cache is cleared and lives on disk.', undefined, {
    perClaim: 1,
  });
  expect(sentences[0]?.quotes).toHaveLength(1);
});

test('without pages there are no quotes', async () => {
  expect(await match('An entry lives.', [])).toMatchObject({ quotes: [], sentences: [{ quotes: [] }] });
});

test('matching stops when it is aborted', async () => {
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(match('An entry lives.', undefined, { signal })).rejects.toThrow('cancelled');
});

test('a megabyte of sources and a text of 600 sentences take seconds at most', async () => {
  const words = ['cache', 'entry', 'disk', 'process', 'minute', 'page', 'server', 'route', 'stream', 'token'];
  const sentence = (at: number) =>
    `Item${at} has ${words[at % 10]} and ${words[(at * 7) % 10]} with value ${at} in it.`;
  const text = Array.from({ length: 600 }, (_, at) => sentence(at)).join(' ');
  const large = page('Large', Array.from({ length: 19_000 }, (_, at) => sentence(at * 3)).join(' '));
  const stopwatch = startStopwatch();
  expect((await match(text, [large])).quotes.length).toBeGreaterThan(100);
  expect(stopwatch.ms()).toBeLessThan(15_000);
});
