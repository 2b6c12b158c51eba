import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { openalexSource } from './openalex.ts';
import { describeService } from './service.contract.ts';

import type { WebApiOptions } from './web-api/web-api.ts';

const key = 'oa-secret-0123456789';
const found = fixture('openalex-search.json');
const make = (OPENALEX_URL: string, options: Partial<WebApiOptions> = {}) =>
  openalexSource({ OPENALEX_API_KEY: key, OPENALEX_URL, CONTACT: undefined }, options);

describeService({
  source: make,
  key,
  query: 'tidal power',
  answer: () => ({ body: found }),
  empty: () => ({ body: JSON.stringify({ ...JSON.parse(found), results: [] }) }),
  refused: { body: '{"error":"Unauthorized"}', status: 401 },
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('days and language go into its filter', async () => {
  const filters = { published_after: '2020-01-01', published_before: '2026-06-30', language: 'de-AT' };
  await make(service.origin).search('tidal power', { signal, limit: 8, filters });
  const { searchParams, pathname } = new URL(service.asked[0]?.url ?? '', service.origin);
  expect([pathname, searchParams.get('search'), searchParams.get('filter')]).toEqual([
    '/works',
    'tidal power',
    'from_publication_date:2020-01-01,to_publication_date:2026-06-30,language:de',
  ]);
});

test('a page is what the catalogue says, then the paper where everybody may read it', async () => {
  const long = 'The estuary was measured for three years. '.repeat(200);
  const read: string[] = [];
  const source = make(service.origin, {
    fetchPage: async (url: string) => {
      read.push(url);
      return { url, status: 200, mediaType: 'text/plain', text: long };
    },
  } as Partial<WebApiOptions>);
  const [hit] = await source.search('tidal power', { signal, limit: 1 });
  const page = await source.read(hit ?? expect.fail(), { signal });
  expect(hit?.url).toBe('https://doi.org/10.5555/tide.2026.001');
  // What stands in the place of the PDF is none.
  expect(read).toEqual(['https://papers.example.org/0.pdf', 'https://papers.example.org/0']);
  expect(page.fetched).toEqual(read);
  expect(page.text).toMatch(
    /^# Tidal power and the shape of an estuary\n\nAuthors: Ada Flood, Ebbe Strand\.\n\nPublished in Journal of Tides on 2026-03-02\.\n\nCited by 41 other works\.\n\n## Abstract\n\nTidal power changes the flow of an estuary\. We measure [^\n]+\n\n## Full text\n\nThe estuary was/,
  );
  expect(page.about).toEqual({ kind: 'paper', published: '2026-03-02' });
});

test('a paper whose whole text cannot be had is read by its abstract', async () => {
  const failing = { fetchPage: () => Promise.reject(new Error('gone')) } as Partial<WebApiOptions>;
  const source = make(service.origin, failing);
  const [hit] = await source.search('tidal power', { signal, limit: 1 });
  const page = await source.read(hit ?? expect.fail(), { signal });
  expect(page.text).toContain('We measure the energy');
  expect(page.text).not.toContain('Full text');
});

test('a work that another process found is asked for by its DOI', async () => {
  const [work] = JSON.parse(found).results;
  service.respond = () => ({ body: JSON.stringify(work) });
  const hit = {
    url: 'https://doi.org/10.5555/tide.2026.001',
    title: '',
    snippet: '',
    score: 1,
    passages: [],
  };
  expect((await make(service.origin).read(hit, { signal })).title).toBe(
    'Tidal power and the shape of an estuary',
  );
  expect(service.asked[0]?.url).toMatch(/^\/works\/doi:10\.5555%2Ftide\.2026\.001\?/);
});

test('what shares few words with the question is no hit', async () => {
  const about = await make(service.origin).search('harmonic forecast of prices', { signal, limit: 8 });
  expect(about.map(({ title }) => title)).toEqual(['Forecasting tidal energy with harmonic models']);
});
